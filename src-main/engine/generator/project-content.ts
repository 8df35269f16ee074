import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { HealthReport } from '#contract/health-report.ts'
import type { Scenario } from '#contract/scenario.ts'
import type { ServerSettings } from '#contract/server.ts'
import { accepted, settingRows } from '#runtime/server/server-settings.ts'
import type { MockApi } from '../specs/mock-api.ts'
import { createCurlWriter } from './curl-command.ts'
import { mockApiText } from './mock-api-text.ts'
import { projectName } from './name-slug.ts'
import { renderTemplate } from './render-template.ts'
import { type RouteFileContent, routeFiles } from './route-files.ts'

export interface ProjectSource {
  mockApi: MockApi
  /** The bundled spec as JSON. */
  document: unknown
  report: HealthReport
  scenarios: readonly Scenario[]
  settings: ServerSettings
  /** Built templates: `express/`, `runtime/`, `versions.json`. */
  templatesFolder: string
}

/** Ports of a project that runs by itself, when the settings leave them open. */
const usualPorts = { port: 4010, adminPort: 4011 }

/** Templates that are rendered once per project, by the path of what they become. */
const templateNames: Readonly<Record<string, string>> = {
  'package.json': 'package.json',
  'README.md': 'README.md',
  'server.js': 'server.js',
  Dockerfile: 'Dockerfile',
  '.dockerignore': 'dockerignore',
  '.gitignore': 'gitignore',
  'compose.yaml': 'compose.yaml',
  'k8s/deployment.yaml': 'k8s/deployment.yaml',
  'k8s/service.yaml': 'k8s/service.yaml',
}

/** All files of a project by path with `/`. The same source gives the same bytes. */
export async function projectContent(source: ProjectSource): Promise<Map<string, string>> {
  const { mockApi, document, report, scenarios, settings, templatesFolder } = source
  const files = routeFiles(mockApi)
  const content = new Map<string, string>()

  const values = templateValues(source, files, await readVersions(templatesFolder))
  for (const [path, template] of Object.entries(templateNames)) {
    content.set(path, await renderTemplate(templatesFolder, template, values))
  }
  for (const { slug, operations } of files) {
    const text = await renderTemplate(templatesFolder, 'routes.js', { operations })
    content.set(`routes/${slug}.js`, text)
  }
  for (const scenario of scenarios) {
    content.set(`scenarios/${scenario.name}.json`, readableJson(scenario))
  }
  content.set('mockloop.json', readableJson(settings))
  content.set('spec/openapi.json', readableJson(document))
  content.set('spec/mock-api.json', mockApiText(mockApi))
  content.set('spec/health.json', readableJson(report))
  for (const [path, text] of await readRuntime(join(templatesFolder, 'runtime'))) {
    content.set(`runtime/${path}`, text)
  }
  return content
}

function templateValues(
  { mockApi, settings }: ProjectSource,
  files: RouteFileContent[],
  dependencies: { name: string; version: string }[],
): Record<string, unknown> {
  const port = settings.port || usualPorts.port
  const adminPort = settings.adminPort || usualPorts.adminPort
  const curl = createCurlWriter(mockApi, `http://127.0.0.1:${port}`)
  return {
    projectName: projectName(settings.name),
    settings,
    title: mockApi.title,
    version: mockApi.version,
    port,
    adminPort,
    dependencies,
    routeFiles: files,
    settingRows: settingRows.map(({ key, variable, kind, meaning }) => ({
      key,
      variable,
      accepts: accepted(kind),
      meaning,
    })),
    groups: files.map(({ tag, operations }) => ({
      tag: tag || 'operations',
      operations: operations.map((operation) => ({ ...operation, curl: curl(operation) })),
    })),
  }
}

function readableJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

async function readVersions(folder: string): Promise<{ name: string; version: string }[]> {
  const versions: unknown = JSON.parse(await readFile(join(folder, 'versions.json'), 'utf8'))
  return Object.entries(Object(versions)).map(([name, version]) => ({
    name,
    version: String(version),
  }))
}

async function readRuntime(folder: string): Promise<[string, string][]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  return Promise.all(
    paths.map(
      async (path): Promise<[string, string]> => [
        relative(folder, path).split(sep).join('/'),
        await readFile(path, 'utf8'),
      ],
    ),
  )
}
