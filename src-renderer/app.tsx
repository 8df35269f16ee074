import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useState } from 'react'
import { RouterProvider } from 'react-router/dom'
import { FactsProvider } from './connection/facts.tsx'
import { type Connection, ConnectionProvider } from './connection/orpc.ts'
import { AdmissionGate } from './shell/admission-gate.tsx'
import { createRouter } from './shell/router.tsx'
import { cssVariablesResolver, theme } from './theme/theme.ts'

function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // The engine is on this machine: reads do not wait for a network, and facts keep them fresh.
        networkMode: 'always',
        staleTime: 60_000,
        refetchOnWindowFocus: false,
        retry: 1,
      },
      mutations: { networkMode: 'always' },
    },
  })
}

/** Made once the page is admitted, when the one-time token is gone from the address. */
function Screens() {
  const [router] = useState(createRouter)
  // Transitions would give way to every batch of live requests, and under load never end.
  return <RouterProvider router={router} useTransitions={false} />
}

/** The whole app over one connection to the engine. */
export function App({ connection }: { connection: Connection }) {
  const [queries] = useState(createQueryClient)
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      defaultColorScheme="auto"
    >
      <QueryClientProvider client={queries}>
        <ConnectionProvider value={connection}>
          <AdmissionGate>
            <FactsProvider>
              <Screens />
            </FactsProvider>
          </AdmissionGate>
          <Notifications position="bottom-right" limit={4} zIndex={500} className="ml-notices" />
        </ConnectionProvider>
      </QueryClientProvider>
    </MantineProvider>
  )
}
