import { defineMaster } from '../core/master.model.ts'

/** A measuring instrument with its calibration; values are not recorded with one that is overdue. */
export const gaugeMaster = defineMaster({
  name: 'gauges',
  table: 'gauges',
  path: '/gauges',
  needs: { read: 'quality.read', write: 'quality.dispose' },
  label: ['number', 'name'],
  fields: {
    number: {
      kind: 'text',
      required: true,
      unique: true,
      max: 60,
      listed: true,
      alsoCalled: ['gauge number', 'serial number', 'asset'],
    },
    name: { kind: 'text', required: true, listed: true, alsoCalled: ['description', 'instrument'] },
    calibratedOn: { kind: 'day', listed: true, alsoCalled: ['last calibration', 'calibrated'] },
    dueOn: { kind: 'day', listed: true, alsoCalled: ['calibration due', 'next calibration'] },
    place: { kind: 'text', max: 100, listed: true, alsoCalled: ['location'] },
    notes: { kind: 'longText' },
  },
})
