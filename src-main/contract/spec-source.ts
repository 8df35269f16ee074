import { z } from 'zod'

/** Where a spec comes from. */
export const specSourceSchema = z.discriminatedUnion('from', [
  /** A file on the machine of the engine; references may reach the other files of its folder. */
  z.object({ from: z.literal('path'), path: z.string().min(1) }),
  /** Pasted or typed text. */
  z.object({ from: z.literal('text'), text: z.string(), fileName: z.string().max(255).optional() }),
  /** Uploaded files; `entry` names the one to begin with. Data is base64, so that any encoding survives. */
  z.object({
    from: z.literal('files'),
    entry: z.string(),
    files: z
      .array(z.object({ name: z.string().max(1024), data: z.string() }))
      .min(1)
      .max(2000),
  }),
  z.object({ from: z.literal('url'), url: z.url({ protocol: /^https?$/ }) }),
  /** One of the examples that come with the app. */
  z.object({ from: z.literal('sample'), name: z.string() }),
])
export type SpecSource = z.infer<typeof specSourceSchema>
