import type { JsonSchema } from './json-schema.ts'
import type { Discriminator } from './keywords.ts'
import type { SchemaIndex } from './schema-index.ts'

/** The schema that a mapping of a discriminator names, by reference of any form or by its bare name. */
export function mappedSchema(
  index: SchemaIndex,
  target: string,
): { name: string; schema: JsonSchema } | null {
  const candidates = [index.nameOf(target), target, target.slice(target.lastIndexOf('/') + 1)]
  for (const name of candidates) {
    if (name === undefined) continue
    const schema = index.named(name)
    if (schema !== undefined) return { name, schema }
  }
  return null
}

/**
 * The tags of the branches of a `oneOf` or `anyOf`, as OpenAPI defines them: those of the mapping,
 * and for a branch the mapping leaves out the name of its schema. Each tag stands for a position in `branches`.
 */
export function branchTags(
  index: SchemaIndex,
  discriminator: Discriminator,
  branches: readonly JsonSchema[],
): Map<string, number> {
  const names = branches.map((branch) => {
    const { ref } = index.keywords(branch)
    return ref === undefined ? undefined : index.nameOf(ref)
  })
  const tags = new Map<string, number>()
  for (const [tag, target] of discriminator.mapping) {
    const name = mappedSchema(index, target)?.name
    const position = name === undefined ? -1 : names.indexOf(name)
    if (position >= 0) tags.set(tag, position)
  }
  const mapped = new Set(tags.values())
  for (const [position, name] of names.entries()) {
    if (name !== undefined && !mapped.has(position) && !tags.has(name)) tags.set(name, position)
  }
  return tags
}
