import type { ReactNode } from 'react'
import type { Section } from '../sections.ts'

/** Line drawings on a grid of 20; they only accompany words, so they are hidden from screen readers. */
function Icon({ children }: { children: ReactNode }) {
  return (
    <svg
      width="20"
      height="20"
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  )
}

const draw = (...paths: string[]) => (
  <Icon>
    {paths.map((d) => (
      <path key={d} d={d} />
    ))}
  </Icon>
)

export const sectionIcons: Record<Section, ReactNode> = {
  today: draw(
    'M10 4.500v-2M10 17.500v-2M4.500 10h-2M17.500 10h-2M6 6 4.700 4.700M15.300 15.300 14 14M6 14l-1.300 1.300M15.300 4.700 14 6',
    'M10 6.800a3.200 3.200 0 1 1 0 6.400 3.200 3.200 0 0 1 0-6.400z',
  ),
  sell: draw('M3 10.500V3.500h7l7 7-6.800 6.800z', 'M6.600 7h.02'),
  jobs: draw('M3 6.500h14v10H3z', 'M7 6.500V4h6v2.500', 'M3 11h14'),
  plan: draw('M3 5h7M6 10h8M9 15h8', 'M3 3v14'),
  floor: draw('M3 17V8l5 3V8l5 3V4h4v13z', 'M7 14h.02M11 14h.02M14.500 14h.02'),
  buy: draw('M2.500 3.500H5l2 9h8.500l2-6.500H6', 'M8 16.500h.02M14.500 16.500h.02'),
  stock: draw('M10 2.500 17 6v8l-7 3.500L3 14V6z', 'M3 6l7 3.500L17 6M10 9.500v8'),
  quality: draw(
    'M10 2.500 16.500 5v5c0 4-2.800 6.300-6.500 7.500C6.300 16.300 3.500 14 3.500 10V5z',
    'M7 10l2.200 2.200L13.200 8',
  ),
  money: draw(
    'M2.500 5h15v10h-15z',
    'M10 7.800a2.200 2.200 0 1 1 0 4.400 2.200 2.200 0 0 1 0-4.400z',
    'M5 7.500h.02M15 12.500h.02',
  ),
  reports: draw('M3 17h14', 'M5.500 17v-5M10 17V4M14.500 17V8.500'),
  settings: draw('M3 6h8M15 6h2M3 14h2M9 14h8', 'M13 4a2 2 0 1 1 0 4 2 2 0 0 1 0-4zM7 12a2 2 0 1 1 0 4 2 2 0 0 1 0-4z'),
  help: draw(
    'M10 2.500a7.500 7.500 0 1 1 0 15 7.500 7.500 0 0 1 0-15z',
    'M7.800 7.600c.2-2.800 4.600-2.700 4.500 0 0 1.700-2.300 1.900-2.300 3.700M10 14.300h.02',
  ),
}

export const icons = {
  search: draw('M8.800 3a5.800 5.800 0 1 1 0 11.600A5.800 5.800 0 0 1 8.800 3z', 'M13.200 13.200 17 17'),
  plus: draw('M10 4v12M4 10h12'),
  collapse: draw('M12.500 5 7.500 10l5 5'),
  expand: draw('M7.500 5l5 5-5 5'),
  sun: draw(
    'M10 3V1.800M10 18.200V17M3 10H1.800M18.200 10H17M5 5l-.9-.9M15.900 15.900 15 15M5 15l-.9.9M15.900 4.100 15 5',
    'M10 6.500a3.500 3.500 0 1 1 0 7 3.500 3.500 0 0 1 0-7z',
  ),
  moon: draw('M16.500 12A7 7 0 0 1 8 3.500a7 7 0 1 0 8.500 8.500z'),
  person: draw(
    'M10 3a3.200 3.200 0 1 1 0 6.400A3.200 3.200 0 0 1 10 3z',
    'M3.500 17c.6-3.500 3-5 6.500-5s5.900 1.500 6.500 5',
  ),
  more: draw('M5 10h.02M10 10h.02M15 10h.02'),
  close: draw('M5 5l10 10M15 5 5 15'),
  columns: draw('M3 4h14v12H3zM8 4v12M12.500 4v12'),
  filter: draw('M3 5h14l-5.500 6v5l-3-1.500V11z'),
  export: draw('M10 3v9M6.500 8.800 10 12.300l3.500-3.500', 'M3.500 16.500h13'),
  print: draw('M6 7V3h8v4M6 14H3V7h14v7h-3', 'M6 12h8v5H6z'),
  star: draw('M10 3l2.200 4.500 5 .7-3.600 3.500.9 4.900L10 14.300l-4.500 2.300.9-4.900L2.800 8.200l5-.7z'),
  trash: draw('M4 6h12M8 6V4h4v2M5.500 6l.7 11h7.600l.7-11'),
  attach: draw('M14.500 9.500 9.300 14.700a3 3 0 0 1-4.300-4.300l6-6a2 2 0 0 1 2.900 2.900l-5.800 5.800'),
}
