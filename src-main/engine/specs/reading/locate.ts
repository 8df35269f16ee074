import { locateInJson } from './locate-in-json.ts'
import { createYamlLocator } from './locate-in-yaml.ts'

/** A position in a text; both count from 1. */
export interface Position {
  line: number
  column: number
}

/** Finds where the value of a pointer is written; the nearest ancestor when it is not written out there. */
export type Locator = (pointer: string) => Position

/** A locator for a text that was parsed as JSON or YAML. Nothing is read before the first question. */
export function createLocator(text: string, format: 'json' | 'yaml'): Locator {
  let locate: Locator | undefined
  return (pointer) => {
    locate ??= format === 'json' ? locateInJson(text) : createYamlLocator(text)
    return locate(pointer)
  }
}
