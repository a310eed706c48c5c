import { PastJobs } from '../../costing/web/pastJobs.tsx'
import { QuotationPage as Workbench } from '../../sales/web/quotationPage.tsx'
import { PromisePanel } from './promisePanel.tsx'

/** The quotation's workbench with when each line can be done, and what its item really cost before. */
export const QuotationPage = () => (
  <Workbench
    beside={(line, quotation) => {
      const first = line.breaks[0]
      return (
        <>
          {line.methodId !== null && (
            <PromisePanel
              key={line.id}
              asked={{ quotationLineId: line.id }}
              quantities={line.breaks.map((b) => b.quantity)}
              closed={quotation.status !== 'draft' && quotation.status !== 'sent'}
            />
          )}
          <PastJobs
            itemId={line.itemId}
            now={first && first.cost !== null ? { cost: first.cost, quantity: first.quantity } : undefined}
          />
        </>
      )
    }}
  />
)
