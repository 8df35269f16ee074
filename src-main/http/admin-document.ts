import { OpenAPIGenerator } from '@orpc/openapi'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import { contract } from '#contract/contract.ts'

export const adminPrefix = '/admin/api/v1'

/** The OpenAPI document of the Admin API, made from the contract. */
export async function createAdminDocument(version: string): Promise<unknown> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  return generator.generate(contract, {
    info: {
      title: 'MockLoop Admin API',
      version,
      description:
        'Everything the app can do, over HTTP. Send the token of the workspace as a bearer token.',
    },
    servers: [{ url: adminPrefix }],
    security: [{ bearer: [] }],
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
  })
}
