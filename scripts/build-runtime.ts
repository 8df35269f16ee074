import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { isBuiltin, stripTypeScriptTypes } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * Builds what the generator copies into projects: `templates/runtime` as readable JavaScript, the EJS
 * templates, what runs projects inside the app, and the versions of the packages the runtime imports.
 */
export async function buildRuntime(options: {
  /** Root of the repository. */
  root: string
  /** Replaced as a whole, usually `out/templates`. */
  target: string
}): Promise<void> {
  const { root, target } = options
  const source = join(root, 'templates')
  const work = await mkdtemp(join(tmpdir(), 'build-runtime-'))
  try {
    const packages = await writeJavaScript(join(source, 'runtime'), join(work, 'runtime'))
    await format(root, work)
    await rm(target, { recursive: true, force: true })
    await mkdir(target, { recursive: true })
    await cp(join(work, 'runtime'), join(target, 'runtime'), { recursive: true })
    await cp(join(source, 'express'), join(target, 'express'), {
      recursive: true,
      filter: (path) => !path.endsWith('.test.ts'),
    })
    for (const file of ['run-in-app.js', 'run-project.js']) {
      await cp(join(source, file), join(target, file))
    }
    const versions = await versionsOf(packages, join(root, 'package.json'))
    await writeFile(join(target, 'versions.json'), `${JSON.stringify(versions, null, 2)}\n`)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/** Tests, and what several of them need, which are no part of a project. */
const forTests = /(?:\.test|-for-tests)\.ts$/

/** Writes each module without its types and returns the names of the packages they import. */
async function writeJavaScript(source: string, target: string): Promise<Set<string>> {
  const packages = new Set<string>()
  const files = await readdir(source, { recursive: true, withFileTypes: true })
  for (const file of files) {
    if (!file.isFile() || !file.name.endsWith('.ts') || forTests.test(file.name)) {
      continue
    }
    const from = join(file.parentPath, file.name)
    const code = toJavaScript(await readFile(from, 'utf8'))
    for (const specifier of importsOf(code)) {
      if (specifier.startsWith('#')) {
        throw new Error(
          `Cannot build ${from}: it imports ${specifier}, which projects do not have. Import types only.`,
        )
      }
      if (!specifier.startsWith('.') && !isBuiltin(specifier)) {
        packages.add(packageOf(specifier))
      }
    }
    if (hasCode(code)) {
      const to = join(target, from.slice(source.length + 1).replace(/\.ts$/, '.js'))
      await mkdir(dirname(to), { recursive: true })
      await writeFile(to, code)
    }
  }
  return packages
}

/**
 * TypeScript without its types and with `.js` imports. Declarations of types go together with the comments
 * in front of them, which would otherwise stand before something they do not describe.
 */
export function toJavaScript(typescript: string): string {
  const lines = typescript.split('\n')
  const kept: string[] = []
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? ''
    if (!/^(?:export )?(?:declare )?(?:interface|type) [A-Z]/.test(line)) {
      kept.push(line)
      continue
    }
    while (/^(?:\/\*\*| \*|\/\/)/.test(kept.at(-1) ?? '')) {
      kept.pop()
    }
    // Formatted declarations end where the next line is empty and not indented.
    while (at + 1 < lines.length && lines[at + 1] !== '') {
      at += 1
    }
  }
  return stripTypeScriptTypes(kept.join('\n'), { mode: 'strip' }).replaceAll(
    /(\bfrom\s*|\bimport\s*\(?\s*)(['"])(\.{1,2}\/[^'"]+)\.ts\2/g,
    '$1$2$3.js$2',
  )
}

/**
 * Specifiers of static and dynamic imports, and of `load`, as the runtime calls what `createRequire` makes:
 * bundlers claim the name `require`. What is loaded may end in a name that is known only then. The sources are
 * formatted, so each statement begins its line.
 */
function importsOf(code: string): string[] {
  const found = code.matchAll(
    /^(?:import|export)\s(?:[^'"]*?\bfrom\s)?\s*'([^'\n]+)'|\b(?:import|load)\(['`]([^'`$\n]+)/gm,
  )
  return [...found].map(([, named, called]) => named ?? called ?? '')
}

function packageOf(specifier: string): string {
  const parts = specifier.split('/')
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier)
}

/** A module of types only has nothing left but comments. */
function hasCode(code: string): boolean {
  return code.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '').trim() !== ''
}

async function format(root: string, folder: string): Promise<void> {
  const settings = JSON.parse(await readFile(join(root, 'biome.json'), 'utf8'))
  const { formatter, javascript } = settings
  const config = { root: true, vcs: { enabled: false }, formatter, javascript }
  await writeFile(join(folder, 'biome.json'), JSON.stringify(config))
  const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome')
  await run(process.execPath, [biome, 'format', '--write', '.'], {
    cwd: folder,
    maxBuffer: 16_777_216,
  })
}

async function versionsOf(
  packages: Set<string>,
  packageFile: string,
): Promise<Record<string, string>> {
  const { dependencies } = JSON.parse(await readFile(packageFile, 'utf8'))
  return Object.fromEntries(
    [...packages].sort().map((name) => {
      const version: unknown = dependencies[name]
      if (typeof version !== 'string') {
        throw new Error(`Cannot build the runtime: package.json has no dependency ${name}.`)
      }
      return [name, version]
    }),
  )
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '..')
  await buildRuntime({ root, target: join(root, 'out', 'templates') })
}
