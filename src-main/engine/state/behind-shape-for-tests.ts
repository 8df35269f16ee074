import {
  document,
  inPath,
  type Json,
  json,
  listOf,
  nothing,
  query,
  ref,
  type Shape,
  takes,
  takesPatch,
  text,
  usual,
  whole,
} from './spec-parts-for-tests.ts'

/** Behind two parameters in a row, of which the first is no item of anything. */
export const behind: Shape = {
  ...usual,
  path: '/rules/eu-1',
  itemsIn: ({ rules }: { rules: Json[] }) => rules,
  limit: 'limit',
  next: (_, shown) => `offset=${shown}`,
  takesJsonPatch: true,
  clearedBy: 'query',
  spec: document(
    {
      '/rules/{instance}': {
        parameters: [inPath('instance', text)],
        get: {
          parameters: [
            query('limit', { type: 'integer', minimum: 1 }),
            query('offset', { type: 'integer', minimum: 0 }),
            query('kind', { type: 'string' }),
            query('sort', { type: 'string' }),
          ],
          responses: {
            200: json({
              type: 'object',
              required: ['rules'],
              properties: { rules: listOf(ref('Rule')) },
            }),
          },
        },
        post: { requestBody: takes(ref('Rule')), responses: { 201: json(ref('Rule')) } },
        delete: {
          parameters: [query('kind', { type: 'string' }), query('ids', listOf(whole))],
          responses: { 204: nothing },
        },
      },
      '/rules/{instance}/{ruleId}': {
        parameters: [inPath('instance', text), inPath('ruleId', whole)],
        get: { responses: { 200: json(ref('Rule')) } },
        put: { requestBody: takes(ref('Rule')), responses: { 200: json(ref('Rule')) } },
        patch: {
          requestBody: takesPatch(ref('RuleChange')),
          responses: { 200: json(ref('Rule')) },
        },
        delete: { responses: { 204: nothing } },
      },
    },
    {
      Rule: {
        type: 'object',
        required: ['id', 'name', 'kind'],
        properties: {
          id: { ...whole, readOnly: true },
          name: text,
          kind: { enum: ['a', 'b', 'c'] },
          size: { type: 'integer', minimum: 0, maximum: 9 },
        },
      },
      RuleChange: {
        type: 'object',
        properties: {
          name: text,
          kind: { enum: ['a', 'b', 'c'] },
          size: { type: ['integer', 'null'], minimum: 0, maximum: 9 },
        },
      },
    },
  ),
}
