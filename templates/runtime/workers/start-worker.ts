import cluster from 'node:cluster'
import type { Server } from 'node:http'
import type { MockApi } from '#engine/specs/mock-api.ts'
import { closeServer } from '../server/close-server.ts'
import { createApiServer } from '../server/create-api-server.ts'
import type { ExtendApp } from '../server/create-app.ts'
import { ListenError, listen } from '../server/listen.ts'
import { openProjectFiles } from '../server/project-files.ts'
import { surviveDefects } from '../server/survive-defects.ts'
import type { RouteFile } from '../server/user-routes.ts'
import { createPrimaryQuestions } from './ask-primary.ts'
import { type OpenCourse, openCourse } from './open-course.ts'
import { createRecordShipper } from './ship-records.ts'
import type { MessageFromWorker, MessageToWorker } from './worker-messages.ts'

/**
 * Answers on the port as one of several processes. What depends on earlier requests it asks of the primary, and what it
 * finished it ships there. It ends with the primary: node:cluster ends a worker whose channel closes.
 */
export function startWorker(project: {
  projectFolder: string
  routes: readonly RouteFile[]
  extend?: ExtendApp | undefined
}): Promise<never> {
  if (!cluster.isWorker) {
    console.error('Cannot start as a worker: there is no primary. Unset MOCKLOOP_IS_WORKER.')
    process.exit(1)
  }
  const files = openProjectFiles(project.projectFolder)
  const questions = createPrimaryQuestions(send)
  const shipper = createRecordShipper({
    bodyLimit: () => course?.mock.settings().log.bodyLimit ?? 0,
    send,
  })
  let mockApi: MockApi
  let course: OpenCourse | null = null
  let server: Server | null = null
  let isStopping = false

  // Ctrl-C reaches every process of the terminal; the primary says when to end.
  process.on('SIGINT', () => {})
  process.once('SIGTERM', stop)
  process.on('message', (message) => {
    // The channel is private to the processes of this server.
    receive(message as MessageToWorker).catch(fail)
  })
  try {
    mockApi = files.readMockApi()
    send({ type: 'loaded' })
  } catch (error) {
    fail(error)
  }

  return new Promise(() => {})

  async function receive(message: MessageToWorker): Promise<void> {
    switch (message.type) {
      case 'begin': {
        course = openCourse({ files, mockApi, course: message.course, questions, warn })
        const { mock, elsewhere } = course
        const { routes, extend } = project
        // The primary has told of handlers that fit no operation.
        const own = { mock, routes, extend, elsewhere, record: shipper.add, warn: () => {} }
        server = createApiServer(own)
        // Clients that have sent all and close their side wait for answers that are still being asked for.
        Object.assign(server, { httpAllowHalfOpen: true })
        const { host } = mock.settings()
        send({ type: 'listening', port: await listen(server, host, message.port, 'MOCKLOOP_PORT') })
        surviveDefects()
        break
      }
      case 'changeCourse':
        course?.follow(message.course)
        send({ type: 'onCourse', id: message.id })
        break
      case 'replies':
        questions.take(message.replies)
        break
      case 'taken':
        shipper.taken(message.batch)
        break
      case 'demand':
        shipper.demand(message.demand)
        break
      case 'stop':
        stop()
    }
  }

  function stop(): void {
    if (isStopping) return
    isStopping = true
    const closed = server === null ? Promise.resolve() : closeServer(server)
    void closed.then(shipper.drain).then(() => process.exit(0))
  }
}

function send(message: MessageFromWorker): void {
  // A primary that is gone ends this process; what cannot be sent then is nobody's any more.
  process.send?.(message, undefined, undefined, () => {})
}

function warn(message: string): void {
  console.error(message)
}

function fail(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error)
  const { code, port } =
    error instanceof ListenError ? error : { code: 'INVALID_PROJECT', port: null }
  const failed: MessageFromWorker = { type: 'failed', code, port, message }
  process.send?.(failed, undefined, undefined, () => process.exit(1))
}
