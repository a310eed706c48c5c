import { type JobShop, jobShop } from './jobShop.ts'

/**
 * Taillard's job shop instances ta01 … ta80, made from the seeds he published (E. Taillard, Benchmarks for basic scheduling problems,
 * European Journal of Operational Research 64, 1993), so that they need no file. Per size ten pairs of time seed and machine seed.
 */
const families: readonly { jobs: number; machines: number; seeds: readonly (readonly [number, number])[] }[] = [
  {
    jobs: 15,
    machines: 15,
    seeds: [
      [840_612_802, 398_197_754],
      [1_314_640_371, 386_720_536],
      [1_227_221_349, 316_176_388],
      [342_269_428, 1_806_358_582],
      [1_603_221_416, 1_501_949_241],
      [1_357_584_978, 1_734_077_082],
      [44_531_661, 1_374_316_395],
      [302_545_136, 2_092_186_050],
      [1_153_780_144, 1_393_392_374],
      [73_896_786, 1_544_979_948],
    ],
  },
  {
    jobs: 20,
    machines: 15,
    seeds: [
      [533_484_900, 317_419_073],
      [1_894_307_698, 1_474_268_163],
      [874_340_513, 509_669_280],
      [1_124_986_343, 1_209_573_668],
      [1_463_788_335, 529_048_107],
      [1_056_908_795, 25_321_885],
      [195_672_285, 1_717_580_117],
      [961_965_583, 1_353_003_786],
      [1_610_169_733, 1_734_469_503],
      [532_794_656, 998_486_810],
    ],
  },
  {
    jobs: 20,
    machines: 20,
    seeds: [
      [1_035_939_303, 773_961_798],
      [5_997_802, 1_872_541_150],
      [1_357_503_601, 722_225_039],
      [806_159_563, 1_166_962_073],
      [1_902_815_253, 1_879_990_068],
      [1_503_184_031, 1_850_351_876],
      [1_032_645_967, 99_711_329],
      [229_894_219, 1_158_117_804],
      [823_349_822, 108_033_225],
      [1_297_900_341, 489_486_403],
    ],
  },
  {
    jobs: 30,
    machines: 15,
    seeds: [
      [98_640_593, 1_981_283_465],
      [1_839_268_120, 248_890_888],
      [573_875_290, 2_081_512_253],
      [1_670_898_570, 788_294_565],
      [1_118_914_567, 1_074_349_202],
      [178_750_207, 294_279_708],
      [1_549_372_605, 596_993_084],
      [798_174_738, 151_685_779],
      [553_410_952, 1_329_272_528],
      [1_661_531_649, 1_173_386_294],
    ],
  },
  {
    jobs: 30,
    machines: 20,
    seeds: [
      [1_841_414_609, 1_357_882_888],
      [2_116_959_593, 1_546_338_557],
      [796_392_706, 1_230_864_158],
      [532_496_463, 254_174_057],
      [2_020_525_633, 978_943_053],
      [524_444_252, 185_526_083],
      [1_569_394_691, 487_269_855],
      [1_460_267_840, 1_631_446_539],
      [198_324_822, 1_937_476_577],
      [38_071_822, 1_541_985_579],
    ],
  },
  {
    jobs: 50,
    machines: 15,
    seeds: [
      [17_271, 718_939],
      [660_481_279, 449_650_254],
      [352_229_765, 949_737_911],
      [1_197_518_780, 166_840_558],
      [1_376_020_303, 483_922_052],
      [2_106_639_239, 955_932_362],
      [1_765_352_082, 1_209_982_549],
      [1_105_092_880, 1_349_003_108],
      [907_248_070, 919_544_535],
      [2_011_630_757, 1_845_447_001],
    ],
  },
  {
    jobs: 50,
    machines: 20,
    seeds: [
      [8_493_988, 2_738_939],
      [1_991_925_010, 709_517_751],
      [342_093_237, 786_960_785],
      [1_634_043_183, 973_178_279],
      [341_706_507, 286_513_148],
      [320_167_954, 1_411_193_018],
      [1_089_696_753, 298_068_750],
      [433_032_965, 1_589_656_152],
      [615_974_477, 331_205_412],
      [236_150_141, 592_292_984],
    ],
  },
  {
    jobs: 100,
    machines: 20,
    seeds: [
      [302_034_063, 1_203_569_070],
      [1_437_643_198, 1_692_025_209],
      [1_792_475_497, 1_039_908_559],
      [1_647_273_132, 1_012_841_433],
      [696_480_901, 1_689_682_358],
      [1_785_569_423, 1_092_647_459],
      [117_806_902, 739_059_626],
      [1_639_154_709, 1_319_962_509],
      [2_007_423_389, 749_368_241],
      [682_761_130, 262_763_021],
    ],
  },
]

/** The minimal standard generator, on whole numbers from low to high. */
function uniform(seed: { value: number }, low: number, high: number): number {
  const k = Math.floor(seed.value / 127_773)
  seed.value = 16_807 * (seed.value % 127_773) - k * 2836
  if (seed.value < 0) seed.value += 2_147_483_647
  return low + Math.floor((seed.value / 2_147_483_647) * (high - low + 1))
}

/** Instance ta01 … ta80 by its number, 1 … 80. */
export function taillard(number: number): JobShop {
  const family = families[Math.floor((number - 1) / 10)]
  const pair = family?.seeds[(number - 1) % 10]
  if (!family || !pair) throw new RangeError(`There is no instance ta${number}: they are ta01 … ta80.`)
  const { jobs, machines } = family
  const time = { value: pair[0] }
  const machine = { value: pair[1] }
  const minutes = Array.from({ length: jobs }, () => Array.from({ length: machines }, () => uniform(time, 1, 99)))
  const routes = minutes.map((row) => {
    const order = Array.from({ length: machines }, (_, k) => k)
    for (let k = 0; k < machines; k++) {
      const other = uniform(machine, k, machines - 1)
      const kept = order[k]!
      order[k] = order[other]!
      order[other] = kept
    }
    return order.map((m, k) => [{ machine: m, minutes: row[k]! }])
  })
  return jobShop(machines, routes)
}
