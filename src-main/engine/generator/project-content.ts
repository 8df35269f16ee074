import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { HealthReport } from '#contract/health-report.ts'
import type { Scenario } from '#contract/scenario.ts'
import type { ServerSettings } from '#contract/server.ts'
import { settingRows } from '#runtime/server/server-settings.ts'
import { accepted } from '#runtime/server/setting-kinds.ts'
import type { MockApi } from '../specs/mock-api.ts'
import { createCurlWriter } from './curl-command.ts'
import { mockApiText } from './mock-api-text.ts'
import { projectName } from './name-slug.ts'
import { loadTemplate } from './render-template.ts'
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
  /** False for a project that is run once, by `runProject` with the runtime of the templates, and thrown away. */
  withRuntime?: boolean
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
export function projectContent(source: ProjectSource): Map<string, string> {
  const { mockApi, document, report, scenarios, settings, templatesFolder } = source
  const { withRuntime = true } = source
  const files = routeFiles(mockApi)
  const content = new Map<string, string>()

  const values = templateValues(source, files, readVersions(templatesFolder))
  for (const [path, template] of Object.entries(templateNames)) {
    const render = loadTemplate(templatesFolder, template, Object.keys(values))
    content.set(path, render(values))
  }
  const renderRoutes = loadTemplate(templatesFolder, 'routes.js', ['operations'])
  for (const { slug, operations } of files) {
    content.set(`routes/${slug}.js`, renderRoutes({ operations }))
  }
  for (const scenario of scenarios) {
    content.set(`scenarios/${scenario.name}.json`, readableJson(scenario))
  }
  content.set('mockloop.json', readableJson(settings))
  content.set('spec/openapi.json', readableJson(document))
  content.set('spec/mock-api.json', mockApiText(mockApi))
  content.set('spec/health.json', readableJson(report))
  if (withRuntime) {
    for (const [path, text] of readRuntime(join(templatesFolder, 'runtime'))) {
      content.set(`runtime/${path}`, text)
    }
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

function readVersions(folder: string): { name: string; version: string }[] {
  const versions: unknown = JSON.parse(readFileSync(join(folder, 'versions.json'), 'utf8'))
  return Object.entries(Object(versions)).map(([name, version]) => ({
    name,
    version: String(version),
  }))
}

/** Read one after the other on this thread: for files so small and so many, passing each to another takes longer. */
function readRuntime(folder: string): [string, string][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => [relative(folder, path).split(sep).join('/'), readFileSync(path, 'utf8')])
}
