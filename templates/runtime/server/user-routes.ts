import type { Handler } from 'express'
import type { Operation } from '#engine/specs/mock-api.ts'

/**
 * Names one operation of the spec. With a handler, it runs after the request was validated: it may
 * answer itself, or call `next()` to let the mock answer. `req.params` holds the path parameters,
 * `req.body` the parsed body, and `req.mock` all values as the spec's types.
 *
 * @example
 * route("getBook", "GET", "/books/{bookId}", (req, res, next) => {
 *   if (req.params.bookId === "42") res.json({ id: 42, title: "By hand" })
 *   else next()
 * })
 */
export type Route = (operationId: string, method: string, path: string, handler?: Handler) => void

/** What a file in `routes/` exports. */
export type RouteFile = (route: Route) => void

/**
 * Collects the handlers by operation. A line that names an operation the spec does not have is
 * reported and left out, since the rest of the project is still good.
 */
export function collectHandlers(
  routes: readonly RouteFile[],
  operations: readonly Operation[],
  warn: (message: string) => void,
): Map<string, Handler> {
  const byId = new Map(operations.map((operation) => [operation.id, operation]))
  const handlers = new Map<string, Handler>()
  for (const file of routes) {
    file((operationId, method, path, handler) => {
      if (handler === undefined) {
        return
      }
      const operation = byId.get(operationId)
      if (operation === undefined) {
        warn(
          `Cannot add a handler to ${method} ${path}: the spec has no operation "${operationId}".`,
        )
      } else if (typeof handler !== 'function') {
        warn(`Cannot add a handler to ${method} ${path}: it is not a function.`)
      } else {
        handlers.set(operationId, handler)
      }
    })
  }
  return handlers
}
