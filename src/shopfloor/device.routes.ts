import { unless } from '../core/refusal.ts'
import { serve } from '../core/serve.ts'
import {
  addDevice,
  enrollDevice,
  removeDevice,
  signInAtTerminal,
  signOutOfTerminal,
  whyNotTerminal,
} from './device.commands.ts'
import { deviceContract } from './device.contract.ts'
import { deviceByToken, devicesOf, terminalOf } from './device.queries.ts'

const on = serve(deviceContract)

export const deviceRoutes = {
  devices: on.devices.handler(({ context }) => devicesOf(context.db)),
  addDevice: on.addDevice.handler(({ context, input }) => addDevice(context, input)),
  removeDevice: on.removeDevice.handler(({ context, input }) => removeDevice(context, input.id)),
  enroll: on.enroll.handler(({ context, input }) => enrollDevice(context, input.code)),
  terminal: on.terminal.handler(async ({ context, input }) => {
    const device = await deviceByToken(context.db, input.deviceToken)
    unless(whyNotTerminal(device))
    return terminalOf(context.db, device as NonNullable<typeof device>)
  }),
  signIn: on.signIn.handler(({ context, input }) => signInAtTerminal(context, input)),
  signOut: on.signOut.handler(({ context }) => signOutOfTerminal(context)),
}
