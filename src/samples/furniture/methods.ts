import type { SampleMethod } from '../sample.ts'

const pack = (setup = 5, run = 12) => ({ name: 'Wrap and pack', at: 'PACK', setup, run, instructions: 'Blanket wrap first, corner guards, carton. Label with order and room.' })

/** How everything is made: each level with its own routing, each material bound to the operation that uses it. */
export const methods: readonly SampleMethod[] = [
  {
    item: 'TOP-OAK',
    operations: [
      { name: 'Select and rip boards', at: 'RIP', setup: 15, run: 28, instructions: 'Match color and grain over the whole top. No sapwood on the face.' },
      { name: 'Joint and glue up', at: 'BENCH', setup: 10, run: 45, instructions: 'Glue in two halves. Cure four hours before planing.' },
      { name: 'Plane and sand to 40 mm', at: 'SAND', setup: 10, run: 25 },
      { name: 'Cut to size and profile edge', at: 'CNC', setup: 20, run: 14, attended: 60, tooling: ['Profile cutter R6', 0] },
    ],
    materials: [['OAK-40', 2.3, { at: 10, scrap: 8 }], ['GLUE-D3', 0.45, { at: 20 }], ['ABR-180', 0.2, { at: 30 }]],
  },
  {
    item: 'TOP-WAL',
    operations: [
      { name: 'Select and rip boards', at: 'RIP', setup: 15, run: 34 },
      { name: 'Joint and glue up', at: 'BENCH', setup: 10, run: 55 },
      { name: 'Plane and sand to 40 mm', at: 'SAND', setup: 10, run: 30 },
      { name: 'Cut to size and profile edge', at: 'CNC', setup: 20, run: 16, attended: 60 },
    ],
    materials: [['WAL-40', 2.8, { at: 10, scrap: 10 }], ['GLUE-D3', 0.55, { at: 20 }], ['ABR-180', 0.2, { at: 30 }]],
  },
  {
    item: 'LEG-OAK',
    operations: [{ name: 'Rip and plane leg blanks', at: 'RIP', setup: 8, run: 4 }, { name: 'Taper and mortise', at: 'CNC', setup: 12, run: 5, attended: 50, tooling: ['Leg fixture', 0] }, { name: 'Sand', at: 'SAND', run: 4 }],
    materials: [['OAK-52', 0.075, { at: 10, scrap: 6 }]],
  },
  {
    item: 'APR-OAK',
    operations: [{ name: 'Cut rails', at: 'SAW', setup: 8, run: 8 }, { name: 'Tenons', at: 'CNC', setup: 10, run: 8, attended: 50 }, { name: 'Glue frame', at: 'BENCH', setup: 5, run: 18 }],
    materials: [['OAK-27', 0.52, { at: 10, scrap: 5 }], ['GLUE-D3', 0.1, { at: 30 }], ['DOM-8', 8, { at: 30 }]],
  },
  {
    item: 'TRESTLE',
    operations: [{ name: 'Powder coat black', at: 'S-206', outside: { price: 48, minimum: 90, days: 6 }, instructions: 'RAL 9005 fine texture, 70 µm.' }, { name: 'Check and fit feet', at: 'ASSY', run: 10 }],
    materials: [['STL-FRM', 1, { at: 10 }], ['FOOT-ADJ', 4, { at: 20 }]],
  },
  {
    item: 'PANEL-VOAK',
    operations: [{ name: 'Cut core', at: 'SAW', setup: 6, run: 3 }, { name: 'Join veneer and press', at: 'PRESS', setup: 12, run: 9 }, { name: 'Calibrate', at: 'SAND', run: 4 }],
    materials: [['MDF-18', 1, { at: 10, scrap: 9 }], ['VEN-OAK', 2, { at: 20, scrap: 12 }], ['GLUE-UF', 0.3, { at: 20 }]],
  },
  {
    item: 'PANEL-VWAL',
    operations: [{ name: 'Cut core', at: 'SAW', setup: 6, run: 3 }, { name: 'Join veneer and press', at: 'PRESS', setup: 12, run: 10 }, { name: 'Calibrate', at: 'SAND', run: 4 }],
    materials: [['MDF-18', 1, { at: 10, scrap: 9 }], ['VEN-WAL', 2, { at: 20, scrap: 14 }], ['GLUE-UF', 0.3, { at: 20 }]],
  },
  {
    item: 'DOOR-VOAK',
    operations: [{ name: 'Cut to size', at: 'SAW', setup: 5, run: 3 }, { name: 'Edge band', at: 'EDGE', setup: 6, run: 4 }, { name: 'Drill hinges', at: 'CNC', setup: 6, run: 3, attended: 60 }, { name: 'Sand and lacquer', at: 'SPRAY', setup: 10, run: 9, attended: 45 }],
    materials: [['PANEL-VOAK', 0.48, { supply: 'make', at: 10 }], ['EDG-OAK', 2.9, { at: 20 }], ['LAC-MAT', 0.14, { at: 40 }]],
  },
  {
    item: 'DOOR-VWAL',
    operations: [{ name: 'Cut to size', at: 'SAW', setup: 5, run: 3 }, { name: 'Edge band', at: 'EDGE', setup: 6, run: 4 }, { name: 'Drill hinges', at: 'CNC', setup: 6, run: 3, attended: 60 }, { name: 'Oil, two coats', at: 'SPRAY', setup: 8, run: 10, attended: 45 }],
    materials: [['PANEL-VWAL', 0.48, { supply: 'make', at: 10 }], ['EDG-WAL', 2.9, { at: 20 }], ['OIL-HW', 0.09, { at: 40 }]],
  },
  {
    item: 'DOOR-LAC',
    operations: [{ name: 'Cut and mill profile', at: 'CNC', setup: 10, run: 6, attended: 60 }, { name: 'Prime and sand', at: 'SPRAY', setup: 8, run: 10, attended: 45 }, { name: 'Lacquer to color', at: 'SPRAY', setup: 15, run: 9, attended: 45, scrap: 2 }],
    materials: [['MDF-22', 0.5, { at: 10, scrap: 8 }], ['LAC-PRI', 0.16, { at: 20 }], ['LAC-COL', 0.2, { at: 30 }]],
  },
  {
    item: 'CAR-BIR',
    operations: [{ name: 'Cut panels', at: 'SAW', setup: 10, run: 16 }, { name: 'Drill and groove', at: 'CNC', setup: 12, run: 12, attended: 60 }, { name: 'Edge band', at: 'EDGE', setup: 6, run: 10 }, { name: 'Glue carcase', at: 'BENCH', setup: 5, run: 35 }],
    materials: [['BIR-18', 4.1, { at: 10, scrap: 9 }], ['BIR-06', 1.6, { at: 10, scrap: 6 }], ['EDG-OAK', 11, { at: 30 }], ['DOM-8', 24, { at: 40 }], ['GLUE-D3', 0.25, { at: 40 }]],
  },
  {
    item: 'CAR-MDF',
    operations: [{ name: 'Cut panels', at: 'SAW', setup: 10, run: 16 }, { name: 'Drill and groove', at: 'CNC', setup: 12, run: 12, attended: 60 }, { name: 'Glue carcase', at: 'BENCH', setup: 5, run: 38 }, { name: 'Prime and lacquer', at: 'SPRAY', setup: 20, run: 40, attended: 45 }],
    materials: [['MDF-18', 4.3, { at: 10, scrap: 9 }], ['DOM-8', 24, { at: 30 }], ['GLUE-D3', 0.25, { at: 30 }], ['LAC-PRI', 0.8, { at: 40 }], ['LAC-COL', 1, { at: 40 }]],
  },
  {
    item: 'DRAWER',
    operations: [{ name: 'Cut sides', at: 'SAW', setup: 5, run: 5 }, { name: 'Dovetail', at: 'CNC', setup: 8, run: 6, attended: 50 }, { name: 'Assemble and oil', at: 'BENCH', setup: 4, run: 14 }],
    materials: [['BIR-15', 0.55, { at: 10, scrap: 6 }], ['BIR-06', 0.22, { at: 10, scrap: 5 }], ['OIL-HW', 0.03, { at: 30 }]],
  },
  {
    item: 'FRAME-CH',
    operations: [{ name: 'Cut and shape parts', at: 'CNC', setup: 20, run: 12, attended: 60, tooling: ['Chair fixture', 0] }, { name: 'Glue frame', at: 'BENCH', setup: 6, run: 22 }, { name: 'Sand and lacquer', at: 'SPRAY', setup: 10, run: 12, attended: 50 }],
    materials: [['ASH-27', 0.42, { at: 10, scrap: 14 }], ['DOM-8', 12, { at: 20 }], ['LAC-MAT', 0.12, { at: 30 }]],
  },
  {
    item: 'SEAT-UPH',
    operations: [{ name: 'Cut seat board', at: 'CNC', setup: 8, run: 3, attended: 60 }, { name: 'Upholster', at: 'S-204', outside: { price: 28, minimum: 60, days: 5 }, instructions: 'Fabric as on the order. Staples hidden.' }],
    materials: [['BIR-15', 0.22, { at: 10, scrap: 8 }], ['FOAM-50', 0.2, { at: 20, scrap: 10 }], ['FAB-WOOL', 0.35, { at: 20, scrap: 10, alternates: ['LEA-TAN'] }]],
  },
  {
    item: 'TBL-2000',
    operations: [{ name: 'Assemble', at: 'ASSY', setup: 5, run: 35 }, { name: 'Finish sand', at: 'SAND', run: 25 }, { name: 'Oil, two coats', at: 'SPRAY', setup: 10, run: 35, attended: 40 }, pack()],
    materials: [['TOP-OAK', 1, { supply: 'make', at: 10 }], ['APR-OAK', 1, { supply: 'make', at: 10 }], ['LEG-OAK', 4, { supply: 'make', at: 10 }], ['CONN-M6', 8, { at: 10 }], ['OIL-HW', 0.35, { at: 30 }], ['GLIDE-F', 4, { at: 40 }], ['BLK-WRP', 2, { at: 40 }]],
  },
  {
    item: 'TBL-2400W',
    operations: [{ name: 'Assemble', at: 'ASSY', setup: 5, run: 40 }, { name: 'Finish sand', at: 'SAND', run: 30 }, { name: 'Oil, three coats', at: 'SPRAY', setup: 10, run: 48, attended: 40 }, pack()],
    materials: [['TOP-WAL', 1, { supply: 'make', at: 10 }], ['TRESTLE', 2, { supply: 'make', at: 10 }], ['CONN-M6', 12, { at: 10 }], ['OIL-HW', 0.5, { at: 30 }], ['BLK-WRP', 3, { at: 40 }]],
  },
  {
    item: 'TBL-CONF',
    operations: [{ name: 'Fit frames and cable duct', at: 'ASSY', setup: 10, run: 55 }, { name: 'Lacquer top', at: 'SPRAY', setup: 15, run: 40, attended: 40 }, pack(5, 18)],
    materials: [['TOP-OAK', 2, { supply: 'make', at: 10 }], ['TRESTLE', 3, { supply: 'make', at: 10 }], ['CONN-M6', 18, { at: 10 }], ['LAC-MAT', 0.7, { at: 20 }], ['BLK-WRP', 4, { at: 30 }]],
  },
  {
    item: 'SDB-1800',
    operations: [{ name: 'Fit doors and shelves', at: 'ASSY', setup: 8, run: 60, instructions: 'Set all door gaps to 2.0 mm. Grain runs over all four doors.' }, { name: 'Touch up and clean', at: 'SAND', run: 15 }, pack()],
    materials: [['CAR-BIR', 2, { supply: 'make', at: 10 }], ['DOOR-VOAK', 4, { supply: 'make', at: 10 }], ['HNG-110', 8, { at: 10 }], ['HAN-BRS', 4, { at: 10 }], ['SHELF-P', 16, { at: 10 }], ['FOOT-ADJ', 6, { at: 10 }], ['BOX-L', 2, { at: 30 }]],
  },
  {
    item: 'SDB-1500W',
    operations: [{ name: 'Fit doors and drawers', at: 'ASSY', setup: 8, run: 70 }, { name: 'Touch up and clean', at: 'SAND', run: 15 }, pack()],
    materials: [['CAR-BIR', 1, { supply: 'make', at: 10 }], ['DOOR-VWAL', 2, { supply: 'make', at: 10 }], ['DRAWER', 3, { supply: 'make', at: 10 }], ['RUN-500', 3, { at: 10 }], ['HNG-110', 4, { at: 10 }], ['HAN-BLK', 5, { at: 10 }], ['BOX-L', 1, { at: 30 }]],
  },
  {
    item: 'CAB-REC',
    operations: [{ name: 'Fit doors', at: 'ASSY', setup: 8, run: 40 }, { name: 'Final clean', at: 'SAND', run: 8 }, pack()],
    materials: [['CAR-MDF', 1, { supply: 'make', at: 10 }], ['DOOR-LAC', 2, { supply: 'make', at: 10 }], ['HNG-110', 4, { at: 10 }], ['HAN-BLK', 2, { at: 10 }], ['GLS-06', 0.6, { at: 10, supply: 'buy' }], ['BOX-L', 1, { at: 30 }]],
  },
  {
    item: 'BKC-2100',
    operations: [{ name: 'Cut and edge shelves', at: 'EDGE', setup: 8, run: 22 }, { name: 'Drill sides', at: 'CNC', setup: 10, run: 10, attended: 60 }, { name: 'Lacquer', at: 'SPRAY', setup: 12, run: 45, attended: 40 }, { name: 'Assemble', at: 'ASSY', run: 30 }, pack()],
    materials: [['PANEL-VOAK', 4.6, { supply: 'make', at: 10 }], ['BIR-06', 2, { at: 40, scrap: 5 }], ['EDG-OAK', 16, { at: 10 }], ['LAC-MAT', 0.9, { at: 30 }], ['SHELF-P', 20, { at: 40 }], ['BOX-L', 1, { at: 50 }]],
  },
  {
    item: 'CHR-ASH',
    operations: [{ name: 'Fit seat', at: 'ASSY', setup: 5, run: 8 }, pack(5, 4)],
    materials: [['FRAME-CH', 1, { supply: 'make', at: 10 }], ['SEAT-UPH', 1, { supply: 'make', at: 10 }], ['SCR-45', 4, { at: 10 }], ['GLIDE-F', 4, { at: 10 }], ['BOX-S', 1, { at: 20 }]],
  },
  {
    item: 'BED-HEAD',
    operations: [{ name: 'Cut panels', at: 'SAW', setup: 8, run: 10 }, { name: 'Mill light channel', at: 'CNC', setup: 12, run: 8, attended: 60 }, { name: 'Oil', at: 'SPRAY', setup: 8, run: 16, attended: 45 }, { name: 'Fit lights and test', at: 'ASSY', setup: 5, run: 25 }, pack()],
    materials: [['PANEL-VWAL', 2.6, { supply: 'make', at: 10 }], ['OIL-HW', 0.3, { at: 30 }], ['LED-STR', 2.2, { at: 40 }], ['LED-DRV', 1, { at: 40 }], ['BOX-L', 1, { at: 50 }]],
  },
  {
    item: 'DSK-HTL',
    operations: [{ name: 'Assemble', at: 'ASSY', setup: 6, run: 32 }, { name: 'Lacquer', at: 'SPRAY', setup: 10, run: 20, attended: 45 }, pack(5, 8)],
    materials: [['PANEL-VOAK', 1.2, { supply: 'make', at: 10 }], ['DRAWER', 1, { supply: 'make', at: 10 }], ['LEG-OAK', 4, { supply: 'make', at: 10 }], ['RUN-500', 1, { at: 10 }], ['HAN-BLK', 1, { at: 10 }], ['LAC-MAT', 0.3, { at: 20 }], ['BOX-L', 1, { at: 30 }]],
  },
]
