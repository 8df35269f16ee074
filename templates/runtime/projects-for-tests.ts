import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { buildTemplates, generateBookshop } from '#engine/generator/bookshop-project.ts'
import { forkProject } from '#engine/generator/forked-project.ts'

/** A project as the app runs it. */
export type RunningProject = Awaited<ReturnType<typeof forkProject>>

/** Generates projects and starts them with these variables; what a test started ends with it. */
export function projectsForTests(variables: Record<string, string> = {}) {
  let folder: string
  let templatesFolder: string
  const running: RunningProject[] = []

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'start-'))
    templatesFolder = await buildTemplates(folder)
  })

  afterEach(() => Promise.all(running.splice(0).map((server) => server.stop())))
  afterAll(() => rm(folder, { recursive: true, force: true }))

  async function project(): Promise<string> {
    const target = join(await mkdtemp(join(folder, 'project-')), 'bookshop')
    await generateBookshop(templatesFolder, target)
    return target
  }

  async function start(target: string, env: Record<string, string> = {}): Promise<RunningProject> {
    const server = await forkProject(target, { ...variables, ...env })
    running.push(server)
    return server
  }

  return { project, start }
}
