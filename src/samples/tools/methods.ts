import type { SampleMethod } from '../sample.ts'

const harden = (price: number, days = 3, instructions = 'Vacuum harden and double temper to 58 to 60 HRC. Chart with every batch.') => ({ name: 'Vacuum harden and temper', at: 'S-603', outside: { price, minimum: 1500, days }, instructions })
const pack = (run = 20) => ({ name: 'Oil and pack', at: 'PACK', setup: 5, run, instructions: 'Rust preventive on every ground face, film, box. Tool number on two sides.' })

/** How every tool is built: each level with its own routing, each material bound to the operation that uses it. */
export const methods: readonly SampleMethod[] = [
  {
    item: 'DST-400',
    operations: [{ name: 'Flame cut and stress relieve', at: 'SAW', setup: 15, run: 50 }, { name: 'Mill and bore for pillars', at: 'VMC', setup: 40, run: 150, attended: 60, instructions: 'Bore both plates in one clamping.' }, { name: 'Grind faces', at: 'SGR', setup: 15, run: 75 }],
    materials: [['MS-40', 48, { at: 10, scrap: 6 }], ['MS-63', 56, { at: 10, scrap: 6 }], ['PIL-32', 4, { at: 30 }], ['BUS-32', 4, { at: 30 }]],
  },
  {
    item: 'DPL-D2',
    operations: [{ name: 'Mill, drill, tap', at: 'VMC', setup: 30, run: 110, attended: 60 }, harden(2100), { name: 'Grind', at: 'SGR', setup: 10, run: 55 }, { name: 'Wire cut openings', at: 'WEDM', setup: 30, run: 340, attended: 25, tooling: ['Wire cut program', 0], instructions: 'One rough cut, two trims. Taper 15 minutes from 6 mm land.' }],
    materials: [['D2-FLT60', 21, { at: 10, scrap: 5, alternates: ['D3-FLT40'] }], ['WIR-025', 1.8, { at: 40 }]],
  },
  {
    item: 'PBL-D2',
    operations: [{ name: 'Saw and turn blank', at: 'LATHE', setup: 15, run: 12 }, harden(110)],
    materials: [['D2-RND40', 0.8, { at: 10, scrap: 8 }]],
  },
  {
    item: 'PUN-D2',
    operations: [{ name: 'Grind point and shank', at: 'CGR', setup: 15, run: 18, scrap: 2 }],
    materials: [['PBL-D2', 1, { supply: 'make', at: 10 }]],
  },
  {
    item: 'PST-8',
    operations: [{ name: 'Mill and bore holder', at: 'VMC', setup: 25, run: 70, attended: 60 }, { name: 'Fit punches', at: 'BENCH', setup: 10, run: 120 }],
    materials: [['EN8-BLK', 12, { at: 10, scrap: 6 }], ['PUN-D2', 8, { supply: 'make', at: 20 }], ['SCR-M8', 8, { at: 20 }]],
  },
  {
    item: 'STR-OH',
    operations: [{ name: 'Mill and drill', at: 'MILL', setup: 20, run: 85 }, { name: 'Grind and wire cut', at: 'WEDM', setup: 20, run: 130, attended: 25 }],
    materials: [['OHNS-25', 12.5, { at: 10, scrap: 6 }]],
  },
  {
    item: 'ELC-CAV',
    operations: [{ name: 'Mill electrode', at: 'VMC', setup: 20, run: 45, attended: 50 }],
    materials: [['CU-ELC', 1.6, { at: 10, scrap: 5, alternates: ['GR-ELC'] }]],
  },
  {
    item: 'CAV-P20',
    operations: [{ name: 'Rough and finish mill', at: 'VMC', setup: 35, run: 160, attended: 50 }, { name: 'Sink details', at: 'SEDM', setup: 25, run: 120, attended: 25 }, { name: 'Polish to mirror', at: 'BENCH', run: 140, instructions: 'Diamond paste down to 1 µm; along the draw.' }],
    materials: [['P20-BLK', 16, { at: 10, scrap: 5, alternates: ['S136-BLK'] }], ['ELC-CAV', 1, { supply: 'make', at: 20 }]],
  },
  {
    item: 'COR-P20',
    operations: [{ name: 'Mill', at: 'VMC', setup: 30, run: 120, attended: 50 }, { name: 'Grind and fit', at: 'SGR', setup: 10, run: 40 }],
    materials: [['P20-BLK', 13, { at: 10, scrap: 5 }]],
  },
  {
    item: 'MBS-300',
    operations: [{ name: 'Mill plates', at: 'VMC', setup: 40, run: 200, attended: 60 }, { name: 'Grind plates', at: 'SGR', setup: 15, run: 110 }],
    materials: [['EN8-BLK', 96, { at: 10, scrap: 4 }], ['MS-40', 42, { at: 10, scrap: 4 }], ['PIL-20', 4, { at: 20 }], ['BUS-20', 4, { at: 20 }]],
  },
  {
    item: 'JBD-ST',
    operations: [{ name: 'Cut and weld', at: 'BENCH', setup: 10, run: 70 }, { name: 'Stress relieve', at: 'S-603', outside: { price: 900, minimum: 1500, days: 2 } }, { name: 'Mill seats', at: 'MILL', setup: 20, run: 55 }],
    materials: [['MS-25', 19, { at: 10, scrap: 10 }]],
  },
  {
    item: 'GPL-AL',
    operations: [{ name: 'Mill profile', at: 'VMC', setup: 30, run: 95, attended: 50 }, { name: 'Black anodize', at: 'S-604', outside: { price: 850, minimum: 2200, days: 3 } }],
    materials: [['AL-6061', 11, { at: 10, scrap: 8 }]],
  },
  {
    item: 'DIE-P4',
    operations: [
      { name: 'Assemble die', at: 'BENCH', setup: 20, run: 620, crew: 1, instructions: 'Shim to even clearance before doweling. Blue every station.' },
      { name: 'Try-out T0', at: 'TRY', setup: 45, run: 120, instructions: 'Note tonnage, strip layout, burr at each station.' },
      { name: 'Correct after try-out', at: 'BENCH', run: 180 },
      { name: 'Try-out T1 with customer strip', at: 'TRY', setup: 30, run: 60 },
      pack(45),
    ],
    materials: [['DST-400', 1, { supply: 'make', at: 10 }], ['DPL-D2', 2, { supply: 'make', at: 10 }], ['PST-8', 1, { supply: 'make', at: 10 }], ['STR-OH', 1, { supply: 'make', at: 10 }], ['SPR-R32', 8, { at: 10 }], ['NIT-GAS', 2, { at: 10, supply: 'buy' }], ['SCR-M10', 24, { at: 10 }], ['DWL-10', 12, { at: 10 }], ['EYB-16', 4, { at: 10 }], ['OIL-RP', 1, { at: 50 }], ['BOX-WD', 1, { at: 50 }]],
  },
  {
    item: 'DIE-BLK',
    operations: [{ name: 'Assemble die', at: 'BENCH', setup: 15, run: 300 }, { name: 'Try-out', at: 'TRY', setup: 40, run: 60 }, pack(35)],
    materials: [['DST-400', 1, { supply: 'make', at: 10 }], ['DPL-D2', 1, { supply: 'make', at: 10 }], ['STR-OH', 1, { supply: 'make', at: 10 }], ['SPR-G25', 6, { at: 10 }], ['SCR-M10', 16, { at: 10 }], ['DWL-10', 8, { at: 10 }], ['BOX-WD', 1, { at: 30 }]],
  },
  {
    item: 'MLD-CAP',
    operations: [{ name: 'Assemble mold', at: 'BENCH', setup: 20, run: 540 }, { name: 'Try-out T0', at: 'TRY', setup: 60, run: 120 }, { name: 'Correct gates and vents', at: 'BENCH', run: 150 }, { name: 'Try-out T1', at: 'TRY', setup: 40, run: 60 }, pack(45)],
    materials: [['MBS-300', 1, { supply: 'make', at: 10 }], ['CAV-P20', 2, { supply: 'make', at: 10 }], ['COR-P20', 2, { supply: 'make', at: 10 }], ['EJP-06', 8, { at: 10 }], ['EJP-04', 8, { at: 10 }], ['SPRUE', 1, { at: 10 }], ['LOC-RNG', 1, { at: 10 }], ['WTR-NIP', 8, { at: 10 }], ['ORG-12', 12, { at: 10 }], ['SCR-M10', 20, { at: 10 }], ['BOX-WD', 1, { at: 50 }]],
  },
  {
    item: 'JIG-D12',
    operations: [{ name: 'Jig bore bush holes', at: 'VMC', setup: 25, run: 80, attended: 60 }, { name: 'Fit bushes and clamps', at: 'BENCH', setup: 10, run: 90 }, { name: 'Measure', at: 'QC', setup: 10, run: 35 }, pack(12)],
    materials: [['JBD-ST', 1, { supply: 'make', at: 10 }], ['DRB-08', 6, { at: 20 }], ['DRB-12', 6, { at: 20 }], ['CLM-TOG', 2, { at: 20 }], ['LOC-PIN', 2, { at: 20 }], ['DWL-06', 6, { at: 20 }], ['SCR-M6', 8, { at: 20 }], ['VCI-FLM', 2, { at: 40 }]],
  },
  {
    item: 'FXT-CHK',
    operations: [{ name: 'Assemble', at: 'BENCH', setup: 10, run: 120 }, { name: 'Measure and certify', at: 'QC', setup: 15, run: 70 }, pack(12)],
    materials: [['GPL-AL', 1, { supply: 'make', at: 10 }], ['LOC-PIN', 3, { at: 10 }], ['DIA-IND', 2, { at: 10 }], ['CLM-TOG', 2, { at: 10 }], ['SCR-M6', 12, { at: 10 }], ['VCI-FLM', 2, { at: 30 }]],
  },
  {
    item: 'FXT-MIL',
    operations: [{ name: 'Mill locating faces', at: 'VMC', setup: 30, run: 90, attended: 60 }, { name: 'Fit locators and clamps', at: 'BENCH', setup: 10, run: 110 }, { name: 'Prove on machine', at: 'VMC', setup: 20, run: 45 }, pack(15)],
    materials: [['JBD-ST', 1, { supply: 'make', at: 10 }], ['EN24-60', 6, { at: 10, scrap: 5 }], ['CLM-TOG', 4, { at: 20 }], ['LOC-PIN', 2, { at: 20 }], ['SCR-M8', 16, { at: 20 }], ['VCI-FLM', 3, { at: 40 }]],
  },
  {
    item: 'RPR-DIE',
    operations: [{ name: 'Strip and inspect', at: 'BENCH', setup: 10, run: 60, instructions: 'Write down what is worn or broken and show the customer before going on.' }, { name: 'Weld and rough mill', at: 'MILL', setup: 15, run: 50 }, { name: 'Grind cutting edges', at: 'SGR', setup: 10, run: 60 }, { name: 'Assemble and try out', at: 'TRY', setup: 30, run: 45 }],
    materials: [['D2-FLT60', 1.2, { at: 20 }], ['DWL-10', 4, { at: 40 }], ['SPR-R32', 2, { at: 40 }]],
  },
  {
    item: 'RGR-PUN',
    operations: [{ name: 'Regrind', at: 'CGR', setup: 10, run: 55 }, { name: 'Check heights', at: 'QC', run: 15 }],
    materials: [['OIL-RP', 0.1, { at: 20 }]],
  },
  {
    item: 'SPR-PUN',
    operations: [{ name: 'Grind point', at: 'CGR', setup: 20, run: 16 }, { name: 'Coat with titanium nitride', at: 'S-604', outside: { price: 420, minimum: 2200, days: 3 } }, pack(2)],
    materials: [['PBL-D2', 1, { supply: 'make', at: 10 }], ['OIL-RP', 0.02, { at: 30 }]],
  },
]
