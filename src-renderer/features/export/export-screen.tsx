import { Button, Text } from '@mantine/core'
import { IconCircleCheck, IconFileZip, IconFolder } from '@tabler/icons-react'
import type { Server } from '#contract/server.ts'
import { CopyAction } from '../../theme/copy-action.tsx'
import { useSelectedServer } from '../servers/use-servers.ts'
import { exportName, formatBytes } from './export-name.ts'
import styles from './export-screen.module.css'
import { type ExportResult, useExport } from './use-export.ts'

const USUAL_PORT = 4010

const contents: [string, string][] = [
  ['server.js', 'starts the server; short and readable'],
  ['routes/', 'one file per tag, where you add code of your own'],
  ['spec/openapi.json', 'the description, in one file'],
  ['scenarios/', 'every scenario as JSON'],
  ['mockloop.json', 'settings, each with an environment variable'],
  ['runtime/', 'the code that answers, one file per concern'],
  ['README.md', 'how to run it, with a curl line per operation'],
  ['Dockerfile, compose.yaml, k8s/', 'to run it elsewhere'],
]

function Done({ result }: { result: ExportResult }) {
  const parts = [
    result.files === null ? null : `${result.files} files`,
    formatBytes(result.bytes),
  ].filter(Boolean)
  return (
    <div className={styles.done} role="alert">
      <IconCircleCheck size={16} aria-hidden="true" />
      <span>
        Exported to <code>{result.path}</code> ({parts.join(', ')})
      </span>
      <CopyAction value={result.path} label="Copy the path of the export" />
    </div>
  )
}

function CommandLines({ title, lines }: { title: string; lines: string[] }) {
  return (
    <div className={styles.commands}>
      <div className={styles.commandsHead}>
        <span>{title}</span>
        <CopyAction value={lines.join('\n')} label={`Copy the commands for ${title}`} />
      </div>
      <pre>{lines.join('\n')}</pre>
    </div>
  )
}

function ExportChoices({ server }: { server: Server }) {
  const { run, busy, result, canWriteFolder } = useExport(server)
  const name = exportName(server.name)
  // The Dockerfile needs a fixed port; a server that takes any free one gets this.
  const port = server.settings.port || USUAL_PORT
  return (
    <div className={styles.screen}>
      <section className={styles.lead}>
        <h2 className={styles.title}>Take this server with you</h2>
        <Text c="dimmed">
          The export is the project that runs here: an ordinary Express server that answers the same
          way without MockLoop.
        </Text>
        <div className={styles.choices}>
          <Button
            variant="filled"
            size="sm"
            leftSection={<IconFileZip size={16} />}
            loading={busy === 'zip'}
            disabled={busy !== null}
            onClick={() => void run('zip')}
          >
            {canWriteFolder ? 'Export as ZIP…' : 'Download ZIP'}
          </Button>
          {canWriteFolder && (
            <Button
              size="sm"
              leftSection={<IconFolder size={16} />}
              loading={busy === 'folder'}
              disabled={busy !== null}
              onClick={() => void run('folder')}
            >
              Export to a folder…
            </Button>
          )}
        </div>
        {result && <Done result={result} />}
      </section>

      <div className={styles.columns}>
        <section>
          <h3 className={styles.subtitle}>What is inside</h3>
          <dl className={styles.contents}>
            {contents.map(([path, purpose]) => (
              <div key={path}>
                <dt>{path}</dt>
                <dd>{purpose}</dd>
              </div>
            ))}
          </dl>
        </section>
        <section>
          <h3 className={styles.subtitle}>How to run it</h3>
          <CommandLines title="Node.js" lines={[`cd ${name}`, 'npm install', 'npm start']} />
          <CommandLines
            title="Docker"
            lines={[`docker build -t ${name} .`, `docker run --rm -p ${port}:${port} ${name}`]}
          />
        </section>
      </div>
    </div>
  )
}

/** The Export tab: the running project as a ZIP file or a folder. */
export function ExportScreen() {
  const server = useSelectedServer()
  return server ? <ExportChoices key={server.id} server={server} /> : null
}
