import type { Ajv2020 } from 'ajv/dist/2020.js'
import type { DataValidateFunction } from 'ajv/dist/types/index.js'
import { canonical } from './canonical-text.ts'

/** Stands for `uniqueItems`. */
export const uniqueKeyword = 'mockUnique'
/** Stands for `enum` or `const` with values that are objects or arrays. */
export const valuesKeyword = 'mockValues'

/** Value of the keyword for listed values. */
export interface ListedValues {
  /** The keyword it stands for. */
  keyword: 'enum' | 'const'
  values: readonly unknown[]
}

/**
 * Teaches Ajv to compare values whatever their members are called: its own comparison calls a member named `toString`,
 * `valueOf` or `constructor` as if it were the object's method.
 */
export function addEqualityKeywords(ajv: Ajv2020): void {
  ajv.addKeyword({
    keyword: uniqueKeyword,
    type: 'array',
    schemaType: 'boolean',
    errors: true,
    validate: allDiffer,
  })
  ajv.addKeyword({
    keyword: valuesKeyword,
    schemaType: 'object',
    errors: true,
    compile: (listed: ListedValues) => isListed(listed),
  })
}

// Ajv takes these functions with (schema, data) or, compiled, with (data); errors are left on the function.
const allDiffer: ((schema: boolean, data: unknown[]) => boolean) & Reporting = (_, items) => {
  const places = new Map<string, number>()
  for (const [i, item] of items.entries()) {
    const text = canonical(item)
    const j = places.get(text)
    if (j !== undefined) {
      allDiffer.errors = [{ keyword: 'uniqueItems', params: { i, j } }]
      return false
    }
    places.set(text, i)
  }
  return true
}

type Reporting = Pick<DataValidateFunction, 'errors'>

function isListed({ keyword, values }: ListedValues): DataValidateFunction {
  const texts = new Set(values.map(canonical))
  const params = keyword === 'enum' ? { allowedValues: values } : { allowedValue: values[0] }
  const validate: DataValidateFunction = (data: unknown) => {
    if (texts.has(canonical(data))) return true
    validate.errors = [{ keyword, params }]
    return false
  }
  return validate
}
