import { QuotationPage as Workbench } from '../../sales/web/quotationPage.tsx'
import { PastJobs } from './pastJobs.tsx'

/** The quotation's workbench with what its lines' items really cost before. */
export const QuotationPage = () => (
  <Workbench
    beside={(line) => {
      const first = line.breaks[0]
      return (
        <PastJobs
          itemId={line.itemId}
          now={first && first.cost !== null ? { cost: first.cost, quantity: first.quantity } : undefined}
        />
      )
    }}
  />
)
