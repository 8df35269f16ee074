import type { MockApi, Operation, Parameter } from '#engine/specs/mock-api.ts'
import { type Coercer, wants } from './coerce-value.ts'

/** A name of something in a request that is no parameter of the operation. */
export interface KeyName {
  in: Parameter['in']
  name: string
}

/** Queries that mean the mock itself. */
const OWN_QUERIES = ['__code', '__example', '__dynamic', '__server']

/** Names of the keys that an operation may be asked with. */
export function keyNames({ securitySchemes }: MockApi, { security }: Operation): KeyName[] {
  return security.flatMap(Object.keys).flatMap((name) => {
    const scheme = Object.hasOwn(securitySchemes, name) ? securitySchemes[name] : undefined
    return scheme?.type === 'apiKey' ? [{ in: scheme.in, name: scheme.name }] : []
  })
}

/**
 * Which names an exploded object that takes any member may not take, since they are sent for something else: other
 * parameters and their members, keys, wishes of the mock's clients.
 */
export function claimedNames(
  parameter: Parameter,
  parameters: readonly Parameter[],
  keys: readonly KeyName[],
  coercer: Coercer,
): (name: string) => boolean {
  const names = new Set(parameter.in === 'query' ? OWN_QUERIES : [])
  const starts: string[] = []
  for (const key of keys) if (key.in === parameter.in) names.add(key.name)
  for (const other of parameters) {
    if (other === parameter || other.in !== parameter.in) continue
    names.add(other.name)
    if (other.style === 'deepObject') starts.push(`${other.name}[`)
    const shape = coercer.shapeOf(other.schema)
    const isSpread = (other.style === 'form' || other.style === 'cookie') && other.explode
    if (!isSpread || !wants(shape, 'object')) continue
    for (const member of shape.properties.keys()) names.add(member)
  }
  return (name) => names.has(name) || starts.some((start) => name.startsWith(start))
}
