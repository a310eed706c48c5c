import type { SampleMethod } from '../sample.ts'

const pack = (run = 3) => ({ name: 'Label and pack', at: 'PACK', setup: 5, run, instructions: 'Label with number, revision and serial. Static bag, then carton.' })

/** How everything but the controller board is made: each level with its own routing. */
export const methods: readonly SampleMethod[] = [
  {
    item: 'MCU-GW',
    operations: [{ name: 'Program and verify', at: 'PROG', setup: 12, run: 0.6, instructions: 'Firmware 2.4, checksum on the label of the tray.' }],
    materials: [['U-MCU-M4', 1, { at: 10, scrap: 1, alternates: ['U-MCU-M4B'] }]],
  },
  {
    item: 'BRD-PSU',
    operations: [{ name: 'Place and reflow', at: 'SMT', setup: 40, run: 2.5, attended: 60, family: 'Small boards', tooling: ['Stencil BA-0048', 0] }, { name: 'Through-hole assembly', at: 'THT', setup: 8, run: 7 }],
    materials: [
      ['PCB-PSU', 1, { at: 10, scrap: 1 }],
      ['U-BUCK-5', 1, { at: 10, designators: 'U1', alternates: ['U-BUCK-5X'] }],
      ['Q-NMOS-100', 2, { at: 10, designators: 'Q1, Q2' }],
      ['D-SCH-3A', 4, { at: 10, designators: 'D1, D2, D3, D4' }],
      ['R-R05-2512', 1, { at: 10, designators: 'R1' }],
      ['C-10U-0805', 4, { at: 10, designators: 'C1, C2, C3, C4' }],
      ['L-10U', 2, { at: 20, designators: 'L1, L2' }],
      ['C-470U-35', 3, { at: 20, designators: 'C5, C6, C7' }],
      ['PAS-SAC', 1.2, { at: 10, fixed: 20 }],
    ],
  },
  {
    item: 'BRD-SNS',
    operations: [{ name: 'Place and reflow', at: 'SMT', setup: 35, run: 1.6, attended: 60, family: 'Small boards', tooling: ['Stencil BA-0010', 0] }, { name: 'Program and test', at: 'PROG', setup: 10, run: 1.2 }],
    materials: [
      ['PCB-SNS', 1, { at: 10, scrap: 1 }],
      ['U-MCU-M0', 1, { at: 10, designators: 'U1' }],
      ['U-RAD', 1, { at: 10, designators: 'U2' }],
      ['U-LDO-33', 1, { at: 10, designators: 'U3' }],
      ['Y-32K', 1, { at: 10, designators: 'Y1' }],
      ['C-100N-0402', 6, { at: 10, designators: 'C1, C2, C3, C4, C5, C6', alternates: ['C-100N-0603'] }],
      ['PAS-SAC', 0.5, { at: 10, fixed: 20 }],
    ],
  },
  {
    item: 'ENC-200',
    operations: [{ name: 'Mill cutouts', at: 'MECH', setup: 20, run: 9 }, { name: 'Powder coat and print', at: 'S-805', outside: { price: 88, minimum: 700, days: 4 }, instructions: 'RAL 7035, print by film FP-0200.' }],
    materials: [['ENC-RAW', 1, { at: 10 }]],
  },
  {
    item: 'HRN-200',
    operations: [{ name: 'Cut, crimp, bundle', at: 'HARN', setup: 10, run: 8 }],
    materials: [['W-075-BK', 2.4, { at: 10, scrap: 4 }], ['W-075-RD', 1.6, { at: 10, scrap: 4 }], ['W-FER', 16, { at: 10 }]],
  },
  {
    item: 'GW-200',
    operations: [
      { name: 'Box assembly', at: 'BOX', setup: 10, run: 24, instructions: 'Torque enclosure screws to 0.8 N·m. Harness clear of the relays.' },
      { name: 'Functional test', at: 'TEST', setup: 10, run: 9 },
      { name: 'Burn-in, 24 h at 55 °C', at: 'BURN', setup: 10, run: 60, attended: 4, instructions: 'Under load. Log restarts; any restart is a failure.' },
      pack(),
    ],
    materials: [['ENC-200', 1, { supply: 'make', at: 10 }], ['BRD-CTRL', 1, { supply: 'make', at: 10 }], ['BRD-PSU', 1, { supply: 'make', at: 10 }], ['HRN-200', 1, { supply: 'make', at: 10 }], ['SCR-M3', 14, { at: 10 }], ['LBL-ID', 2, { at: 40 }], ['BOX-C', 1, { at: 40 }]],
  },
  {
    item: 'PSU-48',
    operations: [{ name: 'Assemble in case', at: 'BOX', setup: 5, run: 6 }, { name: 'Burn-in, 8 h at full load', at: 'BURN', setup: 10, run: 10, attended: 10 }, { name: 'Final test', at: 'TEST', setup: 5, run: 4 }, pack(2)],
    materials: [['BRD-PSU', 1, { supply: 'make', at: 10 }], ['ENC-PL', 1, { at: 10 }], ['J-TB-4', 2, { at: 10 }], ['BAG-ESD', 1, { at: 40 }]],
  },
  {
    item: 'SNS-10',
    operations: [{ name: 'Conformal coating', at: 'S-803', outside: { price: 22, minimum: 900, days: 3 }, instructions: 'Acrylic, 50 µm. Mask antenna and connector.' }, { name: 'Close case and test radio', at: 'TEST', setup: 8, run: 4 }, pack(1)],
    materials: [['BRD-SNS', 1, { supply: 'make', at: 10 }], ['ENC-PL', 1, { at: 20 }], ['J-M12', 1, { at: 20 }], ['J-ANT', 1, { at: 20 }], ['BAG-ESD', 1, { at: 30 }]],
  },
  {
    item: 'DRV-30',
    operations: [{ name: 'Place and reflow', at: 'SMT', setup: 45, run: 3, attended: 60, family: 'Large boards', tooling: ['Stencil BA-0030', 0] }, { name: 'Optical inspection', at: 'AOI', setup: 5, run: 1.5 }, { name: 'Through-hole assembly', at: 'THT', setup: 8, run: 9, scrap: 1 }, { name: 'Load test', at: 'TEST', setup: 10, run: 8 }, pack(1)],
    materials: [['PCB-DRV', 1, { at: 10, scrap: 1 }], ['U-MCU-M0', 1, { at: 10, designators: 'U1' }], ['U-GATE', 3, { at: 10, designators: 'U2, U3, U4' }], ['Q-NMOS-100', 6, { at: 10, designators: 'Q1, Q2, Q3, Q4, Q5, Q6' }], ['R-R05-2512', 3, { at: 10, designators: 'R1, R2, R3' }], ['C-470U-35', 4, { at: 30, designators: 'C1, C2, C3, C4' }], ['J-TB-8', 1, { at: 30, designators: 'J1' }], ['BAG-ESD', 1, { at: 50 }]],
  },
  {
    item: 'HRN-400',
    operations: [{ name: 'Cut and strip', at: 'HARN', setup: 15, run: 6 }, { name: 'Crimp and bundle', at: 'HARN', setup: 5, run: 16 }, { name: 'Continuity test', at: 'TEST', setup: 5, run: 2 }, pack(1)],
    materials: [['W-075-BK', 14, { at: 10, scrap: 4 }], ['W-075-RD', 8, { at: 10, scrap: 4 }], ['J-M12', 2, { at: 20 }], ['W-FER', 12, { at: 20 }]],
  },
  {
    item: 'PNL-12',
    operations: [{ name: 'Drill plate and mount parts', at: 'MECH', setup: 20, run: 140 }, { name: 'Wire', at: 'BOX', setup: 10, run: 360, instructions: 'Number both ends of every wire as in the wire list. Red-line what differs.' }, { name: 'Routine verification', at: 'TEST', setup: 15, run: 80 }, pack(25)],
    materials: [['HRN-200', 2, { supply: 'make', at: 20 }], ['BRD-PSU', 1, { supply: 'make', at: 10 }], ['K-REL-24', 12, { at: 10 }], ['J-TB-8', 12, { at: 10 }], ['W-075-BK', 60, { at: 20, scrap: 5 }], ['W-FER', 120, { at: 20 }], ['BOX-C', 1, { at: 40 }]],
  },
  {
    item: 'RWK-BRD',
    operations: [{ name: 'Find the fault', at: 'TEST', setup: 5, run: 25 }, { name: 'Replace parts', at: 'THT', setup: 5, run: 20 }],
    materials: [['U-485', 1, { at: 20 }], ['BAG-ESD', 1, { at: 20 }]],
  },
]
