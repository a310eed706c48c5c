import { NumberInput, type NumberInputProps } from '@mantine/core'
import { currentFormats, separators } from '../format.ts'

type Props = Omit<NumberInputProps, 'value' | 'onChange'> & {
  value: number | null
  onChange: (value: number | null) => void
  decimals?: number
}

/** A number typed and shown with the locale's own separators (also lakh grouping); null when empty. */
export function NumberBox({ value, onChange, decimals = 6, ...rest }: Props) {
  const { group, decimal } = separators()
  return (
    <NumberInput
      value={value ?? ''}
      onChange={(v) => onChange(v === '' || !Number.isFinite(Number(v)) ? null : Number(v))}
      thousandSeparator={group}
      decimalSeparator={decimal}
      thousandsGroupStyle={currentFormats().locale.endsWith('IN') ? 'lakh' : 'thousand'}
      decimalScale={decimals}
      hideControls
      styles={{ input: { textAlign: 'right' } }}
      {...rest}
    />
  )
}
