import type { Company } from './walk.ts'

export const companies: readonly Company[] = [
  {
    sample: 'furniture',
    customer: 'Northlight Interiors',
    supplier: { code: 'S-200', name: 'Great Lakes Hardwood' },
    vendor: 'Webb Upholstery',
    workCenter: 'Bench joinery',
    grade: 'Joiner',
    rates: { labor: 38, machine: 0, overhead: 11 },
    unit: 'pc',
    item: {
      name: 'Studio stool, upholstered',
      material: 'Seat board, oak, turned',
      fitting: 'Leg, oak, turned',
      operation: 'Assemble stool',
      process: 'Upholster seat',
    },
    words: 'Four stools for our studio like the one in your window, but 20 mm higher and with the gray wool on the seat.',
  },
]
