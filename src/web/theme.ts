import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'
import { t } from './i18n.ts'

const accent: MantineColorsTuple = [
  '#e6f4f6',
  '#cde6ea',
  '#9dcfd6',
  '#69b5c0',
  '#48a5b4',
  '#1f8797',
  '#0f7282',
  '#0b5f6d',
  '#084d59',
  '#053a44',
]
const dark: MantineColorsTuple = [
  '#e4e7ea',
  '#c7cdd3',
  '#a9b2bb',
  '#8b95a0',
  '#3d444c',
  '#2f353c',
  '#1e2227',
  '#16191d',
  '#111417',
  '#0b0d0f',
]
const gray: MantineColorsTuple = [
  '#f6f7f8',
  '#eef1f3',
  '#e3e7ea',
  '#d5dade',
  '#c3c9cf',
  '#8f98a1',
  '#66707a',
  '#4c5661',
  '#333b43',
  '#1d2329',
]

/** Quiet neutral base, one accent; color otherwise belongs to states only. Every pair of text and ground has a contrast of 4.5 or more. */
export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 6 },
  colors: { accent, dark, gray },
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Open Sans", Arial, sans-serif',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  headings: {
    fontWeight: '600',
    sizes: { h1: { fontSize: '1.25rem' }, h2: { fontSize: '1rem' }, h3: { fontSize: '0.875rem' } },
  },
  defaultRadius: 'sm',
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: { defaultProps: { size: 'xs' } },
    InputWrapper: {
      styles: {
        label: { fontSize: '0.75rem', fontWeight: 400, color: 'var(--mantine-color-dimmed)', marginBottom: 2 },
      },
    },
    TextInput: { defaultProps: { size: 'xs' } },
    NumberInput: { defaultProps: { size: 'xs' } },
    Select: { defaultProps: { size: 'xs' } },
    NativeSelect: { defaultProps: { size: 'xs' } },
    MultiSelect: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs' } },
    PasswordInput: { defaultProps: { size: 'xs' } },
    Checkbox: { defaultProps: { size: 'xs' } },
    Tooltip: {
      defaultProps: {
        withArrow: true,
        multiline: true,
        maw: 360,
        openDelay: 150,
        events: { hover: true, focus: true, touch: true },
      },
    },
    Modal: {
      defaultProps: {
        transitionProps: { duration: 120 },
        centered: false,
        closeButtonProps: { 'aria-label': t('ui.closeDialog') },
      },
    },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': t('ui.dismiss') } } },
    Menu: { defaultProps: { transitionProps: { duration: 80 } } },
  },
})

/** The tones of states. Each is always shown with its word and its shape as well. */
export const tones = ['ready', 'running', 'waiting', 'vendor', 'blocked', 'done', 'neutral'] as const
export type Tone = (typeof tones)[number]

const lightTones: Record<Tone, readonly [text: string, ground: string]> = {
  ready: ['#17622f', '#e4f3e8'],
  running: ['#0a549c', '#e3eefa'],
  waiting: ['#7d4b00', '#fcf0d9'],
  vendor: ['#633a95', '#f0e9f9'],
  blocked: ['#a81f18', '#fce8e6'],
  done: ['#414b55', '#e8ecef'],
  neutral: ['#4c5661', '#eef1f3'],
}
const darkTones: Record<Tone, readonly [text: string, ground: string]> = {
  ready: ['#86d79f', '#1b3224'],
  running: ['#8fc2f6', '#1a2b3f'],
  waiting: ['#f2c167', '#382c15'],
  vendor: ['#ccaef3', '#2d2440'],
  blocked: ['#ffa49c', '#42211f'],
  done: ['#b9c1c9', '#2a3037'],
  neutral: ['#b3bcc5', '#262c32'],
}
const toneVariables = (of: typeof lightTones): Record<string, string> =>
  Object.fromEntries(
    tones.flatMap((tone) => [
      [`--tone-${tone}`, of[tone][0]],
      [`--tone-${tone}-ground`, of[tone][1]],
    ]),
  )

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...toneVariables(lightTones),
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#1d2329',
    '--mantine-color-dimmed': '#555f69',
    '--mantine-color-placeholder': '#66707a',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-red-outline': '#b3261e',
    '--mantine-color-anchor': '#0b5f6d',
    '--page-ground': '#f4f6f7',
    '--surface': '#ffffff',
    '--line': '#dce0e4',
    '--hover': '#eef1f3',
    '--chosen': '#e1eff1',
  },
  dark: {
    ...toneVariables(darkTones),
    '--mantine-color-body': '#1e2227',
    '--mantine-color-text': '#e4e7ea',
    '--mantine-color-dimmed': '#a9b2bb',
    '--mantine-color-placeholder': '#98a2ac',
    '--mantine-color-error': '#ffa49c',
    '--mantine-color-red-outline': '#ffa49c',
    '--mantine-color-anchor': '#69b5c0',
    '--page-ground': '#16191d',
    '--surface': '#1e2227',
    '--line': '#363d45',
    '--hover': '#292f36',
    '--chosen': '#1d3a40',
  },
})
