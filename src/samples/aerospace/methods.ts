import type { SampleMethod } from '../sample.ts'

const fpi = (price = 14, days = 2) => ({ name: 'Fluorescent penetrant inspection', at: 'S-404', outside: { price, minimum: 60, days }, instructions: 'Sensitivity level 3. No linear indications. Report by lot.' })
const pack = (run = 4) => ({ name: 'Mark and pack', at: 'PACK', setup: 5, run, instructions: 'Vibro-peen part number, revision and serial where the drawing shows. Bag, box, certificate inside.' })

/** How every part is made: each level with its own routing, each material bound to the operation that uses it. */
export const methods: readonly SampleMethod[] = [
  {
    item: 'BUSH-12',
    operations: [{ name: 'Turn complete', at: 'TURN', setup: 25, run: 4, attended: 60 }, { name: 'Age to H1025', at: 'S-405', outside: { price: 2.2, minimum: 95, days: 3 }, instructions: '552 °C, four hours, air cool. Hardness 35 to 42 HRC.' }, { name: 'Grind outside diameter', at: 'GRIND', setup: 15, run: 3 }],
    materials: [['SS155-30', 0.09, { at: 10, scrap: 8 }]],
  },
  {
    item: 'BUSH-20',
    operations: [{ name: 'Turn complete', at: 'TURN', setup: 20, run: 4, attended: 60 }],
    materials: [['BRZ-45', 0.16, { at: 10, scrap: 6 }]],
  },
  {
    item: 'LUG-4411',
    operations: [
      { name: 'Saw billet', at: 'SAW', setup: 8, run: 6 },
      { name: 'Mill complete, two sides', at: 'MILL5', setup: 55, run: 46, attended: 40, tooling: ['Lug fixture F-4411', 0], instructions: 'Grain direction as marked on billet. First piece to the measuring room before running on.', alternates: ['MILL3'] },
      { name: 'Deburr, break edges 0.2', at: 'DEBUR', run: 12 },
      fpi(),
      { name: 'Anodize', at: 'S-403', outside: { price: 16, minimum: 85, days: 4 }, instructions: 'Mask bores. 8 to 12 µm, sealed.' },
    ],
    materials: [['AL7050-100', 6.2, { at: 10, scrap: 4 }], ['COO-5', 0.2, { at: 20 }]],
  },
  {
    item: 'ARM-4412',
    operations: [
      { name: 'Saw billet', at: 'SAW', setup: 8, run: 5 },
      { name: 'Mill complete', at: 'MILL3', setup: 40, run: 32, attended: 50, alternates: ['MILL5'] },
      { name: 'Deburr', at: 'DEBUR', run: 8 },
    ],
    materials: [['AL7075-50', 3.4, { at: 10, scrap: 4, alternates: ['AL7075-80'] }]],
  },
  {
    item: 'BLK-2201',
    operations: [{ name: 'Saw and rough mill, 1.5 mm over', at: 'MILL3', setup: 30, run: 28, attended: 50 }, { name: 'Stress relieve', at: 'S-405', outside: { price: 22, minimum: 95, days: 3 } }],
    materials: [['AL7075-80', 7.4, { at: 10, scrap: 5 }]],
  },
  {
    item: 'HSG-2202',
    operations: [
      { name: 'Finish mill', at: 'MILL5', setup: 60, run: 55, attended: 40, instructions: 'Bore and hone allowances on sheet 3.' },
      { name: 'Hone bore', at: 'GRIND', setup: 20, run: 14, instructions: 'Ra 0.2 or better; 15° cross hatch.' },
      { name: 'Measure', at: 'CMM', setup: 15, run: 9, attended: 60 },
    ],
    materials: [['BLK-2201', 1, { supply: 'make', at: 10 }], ['COO-5', 0.3, { at: 10 }]],
  },
  {
    item: 'ROD-2203',
    operations: [{ name: 'Turn', at: 'TURN', setup: 25, run: 18, attended: 60 }, { name: 'Grind to 25 f7', at: 'GRIND', setup: 20, run: 16 }, fpi(9)],
    materials: [['SS174-40', 2.1, { at: 10, scrap: 5 }]],
  },
  {
    item: 'CAP-2204',
    operations: [{ name: 'Turn and mill flats', at: 'TURN', setup: 25, run: 11, attended: 60 }, { name: 'Deburr', at: 'DEBUR', run: 4 }],
    materials: [['AL7075-50', 0.9, { at: 10, scrap: 6 }]],
  },
  {
    item: 'BDY-8101',
    operations: [
      { name: 'Mill faces', at: 'MILL3', setup: 30, run: 24, attended: 50 },
      { name: 'Cross drill and ream ports', at: 'MILL5', setup: 50, run: 48, attended: 35, tooling: ['Form tools P6', 0], instructions: 'Intersections free of burrs: check every one with the scope.' },
      { name: 'Deburr and flush', at: 'DEBUR', setup: 5, run: 30 },
    ],
    materials: [['AL6061-60', 5.2, { at: 10, scrap: 4 }]],
  },
  {
    item: 'WEB-3106',
    operations: [{ name: 'Rout blank', at: 'MILL3', setup: 15, run: 5, attended: 60 }, { name: 'Form on rubber press', at: 'SHEET', setup: 20, run: 9, instructions: 'Within two hours of solution treatment; keep cold.' }],
    materials: [['AL2024-16', 0.42, { at: 10, scrap: 12 }]],
  },
  {
    item: 'STF-3107',
    operations: [{ name: 'Cut and drill', at: 'SHEET', setup: 10, run: 3 }],
    materials: [['AL2024-L', 0.32, { at: 10, scrap: 5 }]],
  },
  {
    item: 'TRY-6031',
    operations: [{ name: 'Rout blank', at: 'MILL3', setup: 12, run: 5, attended: 60 }, { name: 'Fold', at: 'SHEET', setup: 15, run: 7 }],
    materials: [['AL2024-10', 0.55, { at: 10, scrap: 10, alternates: ['AL2024-16'] }]],
  },
  {
    item: 'HNG-4410',
    operations: [
      { name: 'Press bushes and swage bearing', at: 'ASSY', setup: 15, run: 24, instructions: 'Wet with primer. Push-out load 4 kN after swaging.' },
      { name: 'Ream bushes in line', at: 'GRIND', setup: 20, run: 12 },
      { name: 'Measure', at: 'CMM', setup: 15, run: 10, attended: 60 },
      pack(),
    ],
    materials: [['LUG-4411', 1, { supply: 'make', at: 10 }], ['ARM-4412', 1, { supply: 'make', at: 10 }], ['BUSH-12', 2, { supply: 'make', at: 10 }], ['BRG-S12', 1, { at: 10 }], ['PRM-EP', 6, { at: 10 }], ['PLT-ID', 1, { at: 40 }], ['BOX-F', 1, { at: 40 }]],
  },
  {
    item: 'ACT-2200',
    operations: [
      { name: 'Assemble', at: 'ASSY', setup: 15, run: 55, instructions: 'Seals from sealed bags only; note lot and cure date.' },
      { name: 'Proof and leak test', at: 'PRESS', setup: 20, run: 18 },
      { name: 'Lock wire and seal', at: 'ASSY', run: 12 },
      pack(6),
    ],
    materials: [['HSG-2202', 1, { supply: 'make', at: 10 }], ['ROD-2203', 1, { supply: 'make', at: 10 }], ['CAP-2204', 2, { supply: 'make', at: 10 }], ['GLY-25', 1, { at: 10 }], ['WIP-25', 1, { at: 10 }], ['ORG-214', 4, { at: 10 }], ['BUR-214', 4, { at: 10 }], ['BRG-S08', 2, { at: 10 }], ['SCW-M6', 12, { at: 10 }], ['WTI-M6', 12, { at: 10 }], ['LKW-08', 1.2, { at: 30 }], ['BOX-F', 1, { at: 40 }]],
  },
  {
    item: 'MNF-8100',
    operations: [
      { name: 'Anodize body', at: 'S-403', outside: { price: 24, minimum: 85, days: 4 }, instructions: 'Ports open, threads masked.' },
      { name: 'Fit plugs, valves and unions', at: 'ASSY', setup: 12, run: 42 },
      { name: 'Pressure test and flush', at: 'PRESS', setup: 25, run: 22 },
      pack(5),
    ],
    materials: [['BDY-8101', 1, { supply: 'make', at: 10 }], ['PLG-04', 8, { at: 20 }], ['VLV-CHK', 2, { at: 20 }], ['VLV-REL', 1, { at: 20 }], ['FTG-06', 4, { at: 20 }], ['ORG-118', 6, { at: 20 }], ['CAP-06', 4, { at: 40 }], ['BOX-F', 1, { at: 40 }]],
  },
  {
    item: 'FIT-5120',
    operations: [
      { name: 'Saw billet', at: 'SAW', setup: 10, run: 14 },
      { name: 'Mill, side one', at: 'MILL5', setup: 60, run: 64, attended: 40, tooling: ['Tombstone T-5120', 0] },
      { name: 'Vacuum stress relieve', at: 'S-405', outside: { price: 38, minimum: 95, days: 3 } },
      { name: 'Mill, side two, and bore', at: 'MILL5', setup: 50, run: 48, attended: 40, scrap: 2 },
      { name: 'Deburr', at: 'DEBUR', run: 18 },
      fpi(22),
      pack(),
    ],
    materials: [['TI64-70', 8.6, { at: 10, scrap: 3 }], ['BAG-VCI', 1, { at: 70 }], ['BOX-F', 1, { at: 70 }]],
  },
  {
    item: 'RIB-3105',
    operations: [
      { name: 'Drill in fixture', at: 'SHEET', setup: 15, run: 14, tooling: ['Rib fixture F-3105', 0] },
      { name: 'Rivet stiffeners, wet', at: 'SHEET', setup: 5, run: 24, crew: 2 },
      { name: 'Prime', at: 'S-403', outside: { price: 9, minimum: 85, days: 3 } },
      pack(),
    ],
    materials: [['WEB-3106', 1, { supply: 'make', at: 10 }], ['STF-3107', 4, { supply: 'make', at: 10 }], ['RVT-32', 48, { at: 20, scrap: 5 }], ['SLT-B2', 12, { at: 20, scrap: 20 }]],
  },
  {
    item: 'TRY-6030',
    operations: [{ name: 'Drill and fit anchor nuts', at: 'SHEET', setup: 10, run: 16 }, { name: 'Chemical conversion and paint', at: 'S-403', outside: { price: 14, minimum: 85, days: 4 } }, { name: 'Fit rails', at: 'ASSY', setup: 5, run: 12 }, pack()],
    materials: [['TRY-6031', 1, { supply: 'make', at: 10 }], ['STF-3107', 2, { supply: 'make', at: 10 }], ['NPL-M5', 8, { at: 10 }], ['RVT-24', 16, { at: 10, scrap: 5 }], ['SCW-M5', 6, { at: 30 }]],
  },
  {
    item: 'PIN-7001',
    operations: [{ name: 'Turn', at: 'TURN', setup: 20, run: 4, attended: 50 }, { name: 'Harden and temper', at: 'S-405', outside: { price: 1.6, minimum: 95, days: 3 }, instructions: '1100 to 1240 MPa.' }, { name: 'Grind', at: 'GRIND', setup: 15, run: 3 }, { name: 'Cadmium plate and bake', at: 'S-403', outside: { price: 2.1, minimum: 85, days: 4 }, instructions: 'Bake within four hours of plating, 23 hours at 190 °C.' }, pack(1)],
    materials: [['ST4340-35', 0.62, { at: 10, scrap: 5 }], ['BAG-VCI', 0, { at: 50, fixed: 2 }]],
  },
  {
    item: 'BRK-9004',
    operations: [{ name: 'Mill complete', at: 'MILL3', setup: 35, run: 18, attended: 50, alternates: ['MILL5'] }, { name: 'Deburr', at: 'DEBUR', run: 6 }, { name: 'Fit bushes and inserts', at: 'ASSY', setup: 5, run: 6 }, pack(2)],
    materials: [['AL6061-60', 1.4, { at: 10, scrap: 6 }], ['BUSH-20', 1, { supply: 'make', at: 30 }], ['WTI-M5', 4, { at: 30 }], ['BAG-VCI', 1, { at: 40 }]],
  },
]
