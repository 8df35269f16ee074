import { z } from 'zod'

/**
 * Every failure a client can meet, with the HTTP status its doors answer with.
 * A failure outside this list is a defect and arrives as `INTERNAL`.
 */
export const errorCodes = {
  /** The request itself is malformed or names impossible values. */
  INVALID_INPUT: { status: 400 },
  /** The caller gave no valid credential. */
  UNAUTHORIZED: { status: 401 },
  /** The caller may not do this (for example: a reference outside the spec's folder). */
  FORBIDDEN: { status: 403 },
  NOT_FOUND: { status: 404 },
  /** The state does not allow it now (for example: the name is taken). */
  CONFLICT: { status: 409 },
  /** The port is held by another program; `data.suggestedPort` is free. */
  PORT_TAKEN: { status: 409 },
  /** The file is not a usable API description; `data` says where. */
  INVALID_SPEC: { status: 422 },
  /** The caller cancelled. */
  CANCELLED: { status: 499 },
  /** A mock server did not come up; `data.stderr` holds its last lines. */
  START_FAILED: { status: 500 },
  /** Reading or writing files failed (disk full, no permission …). */
  IO_FAILED: { status: 500 },
  INTERNAL: { status: 500 },
} as const

export type ErrorCode = keyof typeof errorCodes

/** Where in a spec something is: a JSON pointer, and line and column for text. All counts start at 1. */
export const placeSchema = z.object({
  file: z.string().optional(),
  pointer: z.string().optional(),
  line: z.number().int().positive().optional(),
  column: z.number().int().positive().optional(),
})
export type Place = z.infer<typeof placeSchema>

/** What may travel with an error besides its message. */
export const errorDataSchema = z.object({
  /** What the user can do now, as one sentence. */
  hint: z.string().optional(),
  place: placeSchema.optional(),
  port: z.number().int().optional(),
  suggestedPort: z.number().int().optional(),
  /** Last lines a child process wrote to stderr. */
  stderr: z.array(z.string()).optional(),
  /** Places and messages of several problems found at once. */
  problems: z.array(z.object({ message: z.string(), place: placeSchema.optional() })).optional(),
})
export type ErrorData = z.infer<typeof errorDataSchema>
