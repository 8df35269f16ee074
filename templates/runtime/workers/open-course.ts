import type { MockApi } from '#engine/specs/mock-api.ts'
import { createLiveMock, type LiveMock } from '../server/live-mock.ts'
import type { ProjectFiles } from '../server/project-files.ts'
import { createElsewhere } from './answer-elsewhere.ts'
import type { PrimaryQuestions } from './ask-primary.ts'
import type { WorkerCourse } from './worker-course.ts'

/** How a worker answers at the moment. */
export interface OpenCourse {
  mock: LiveMock
  /** Gets the answers that are not for the worker to decide; null for all others. */
  elsewhere: ReturnType<typeof createElsewhere>
  /** Holds for each request that comes from now on. */
  follow(course: WorkerCourse): void
}

/** Takes a worker on its course. Its mock neither stores nor counts: the primary does both. */
export function openCourse(options: {
  files: ProjectFiles
  mockApi: MockApi
  course: Required<WorkerCourse>
  questions: Pick<PrimaryQuestions, 'nextCall' | 'answerTo'>
  warn: (message: string) => void
}): OpenCourse {
  const { files, mockApi, course, questions, warn } = options
  let stored = new Set(course.stored)
  const mock = createLiveMock({
    mockApi,
    files,
    warn,
    scenarios: [...course.scenarios],
    settings: { ...course.settings, stateful: false },
  })

  return {
    mock,
    elsewhere: createElsewhere({ mock, questions, isStored: ({ id }) => stored.has(id) }),
    follow(next) {
      mock.replaceScenarios([...(next.scenarios ?? mock.allScenarios())], next.active)
      if (next.settings !== undefined) {
        mock.applySettings({ ...next.settings, stateful: false })
      }
      if (next.stored !== undefined) stored = new Set(next.stored)
    },
  }
}
