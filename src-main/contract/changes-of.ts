import { z } from 'zod'

type WithoutDefault<Member> =
  Member extends z.ZodDefault<infer Inner>
    ? Inner
    : Member extends z.ZodPrefault<infer Inner>
      ? Inner
      : Member

/**
 * What may be sent to change a value: any of its members. Unlike with `partial()`, a member that is left out stays
 * out; its default would otherwise put back what was set before. One that there is not is refused, for a slip of the
 * pen would else change nothing and say so to nobody.
 */
export function changesOf<Shape extends z.core.$ZodLooseShape>(schema: z.ZodObject<Shape>) {
  const members = Object.entries(schema.shape).map(([name, member]): [string, z.ZodType] => {
    const inner =
      member instanceof z.ZodDefault || member instanceof z.ZodPrefault ? member.unwrap() : member
    return [name, z.optional(inner instanceof z.ZodObject ? inner.strict() : inner)]
  })
  // The entries are those of the shape; `Object.fromEntries` only forgets their names.
  return z.strictObject(Object.fromEntries(members)) as unknown as z.ZodObject<{
    [Name in keyof Shape]: z.ZodOptional<WithoutDefault<Shape[Name]>>
  }>
}
