import '@mantine/core/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import '@mantine/spotlight/styles.layer.css'
import './theme/global.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { createDesktopHost } from './connection/desktop-host.ts'
import { createConnection } from './connection/orpc.ts'
import { createWebHost } from './connection/web-host.ts'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no element with the id "root".')

const host = window.mockloop ? createDesktopHost(window.mockloop) : createWebHost()

createRoot(root).render(
  <StrictMode>
    <App connection={createConnection(host)} />
  </StrictMode>,
)
