import { z } from 'zod'
import { localeNames } from './locale-names.ts'

/** Locales that data can be made up in. */
export const localeSchema = z.enum(localeNames)
export type Locale = z.infer<typeof localeSchema>
