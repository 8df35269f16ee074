import { z } from 'zod'

/** What an operation does to a collection. */
export const collectionRoleSchema = z.enum([
  'list',
  'create',
  'read',
  'replace',
  'update',
  'remove',
])
export type CollectionRole = z.infer<typeof collectionRoleSchema>

export const collectionNameSchema = z.string().min(1).max(200)

/** A place in a JSON value: `/id`, `/metadata/name`; the empty one is the whole value. */
const pointerSchema = z.string().regex(/^(?:\/[^/]+)*$/, 'must be a JSON pointer such as /id')

/** What a user says of a collection where the inference is wrong; what is left out stays inferred. */
export const collectionCorrectionSchema = z.strictObject({
  /** True: its operations answer as without state. */
  off: z.boolean().optional(),
  /** Where the id stands in an item. */
  id: pointerSchema.optional(),
  /** Where the list stands in the answer of the list operation. */
  listAt: pointerSchema.optional(),
  /** Where the item stands in the other answers. */
  itemAt: pointerSchema.optional(),
  /** The collection whose items own these items; null for none. */
  parent: collectionNameSchema.nullable().optional(),
  /** What is in it at the start: a number of generated items, or the items themselves. */
  seed: z
    .union([z.number().int().min(0).max(1000), z.array(z.record(z.string(), z.unknown()))])
    .optional(),
  /** Roles of operations by their ids; `none` takes an operation out. */
  operations: z.record(z.string(), z.union([collectionRoleSchema, z.literal('none')])).optional(),
})
export type CollectionCorrection = z.infer<typeof collectionCorrectionSchema>

/** The content of `data/collections.json` in a project. */
export const stateCorrectionsSchema = z.strictObject({
  $schema: z.string().optional(),
  collections: z.record(collectionNameSchema, collectionCorrectionSchema).default({}),
})
export type StateCorrections = z.infer<typeof stateCorrectionsSchema>

const confidenceLevelSchema = z.enum(['high', 'medium', 'low'])

/** A collection as it was inferred from paths and schemas, or corrected by the user. */
export const stateCollectionSchema = z.object({
  name: z.string(),
  /** Path of the list, such as `/users/{id}/posts`. */
  path: z.string(),
  itemPath: z.string().nullable(),
  /** JSON pointer to the id in an item; null when items do not show one. */
  id: z.string().nullable(),
  idType: z.enum(['integer', 'string']),
  listAt: z.string().nullable(),
  itemAt: z.string().nullable(),
  parent: z.string().nullable(),
  /** 0 to 1. */
  confidence: z.number(),
  level: confidenceLevelSchema,
  /** Why the confidence is what it is, one sentence each. */
  reasons: z.array(z.string()),
  operations: z.array(
    z.object({
      id: z.string(),
      method: z.string(),
      path: z.string(),
      role: collectionRoleSchema,
    }),
  ),
  /** Items it holds now; null while the state is off or the server does not run. */
  items: z.number().int().nullable(),
  /** True when a client changed it since it was seeded. */
  changed: z.boolean(),
  corrected: z.boolean(),
  off: z.boolean(),
})
export type StateCollection = z.infer<typeof stateCollectionSchema>

export const stateSnapshotSchema = z.object({
  name: z.string(),
  /** Milliseconds since the epoch. */
  at: z.number(),
  items: z.number().int(),
})
export type StateSnapshot = z.infer<typeof stateSnapshotSchema>

/** What a server knows of its state. */
export const serverStateReportSchema = z.object({
  stateful: z.boolean(),
  /** True when it is kept in `data/state.json` and survives a restart. */
  saved: z.boolean(),
  collections: z.array(stateCollectionSchema),
  /** Newest last. */
  snapshots: z.array(stateSnapshotSchema),
  /** Items that had to make room for new ones since the server started, because it holds as much as it may. */
  left: z.number().int(),
  corrections: stateCorrectionsSchema,
})
export type ServerStateReport = z.infer<typeof serverStateReportSchema>

export const storedItemSchema = z.object({
  key: z.string(),
  /** Values of the path's parameters above the item, outermost first. */
  scope: z.array(z.string()),
  value: z.record(z.string(), z.unknown()),
})
export type StoredItem = z.infer<typeof storedItemSchema>

export const snapshotNameSchema = z
  .string()
  .regex(/^[\w.-]{1,60}$/, 'must be 1 to 60 letters, digits, dots, hyphens and underscores')
