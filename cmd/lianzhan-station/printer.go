package main

import (
	"context"
	"time"

	"lianzhan/desk/casebook"
	"lianzhan/kiosk"
	"lianzhan/station"
	"lianzhan/station/matter"
	"lianzhan/store"
	"lianzhan/web/slip"
)

// printer prints the counter's slips on the printer the station's policy names at that moment.
type printer struct {
	db   *store.DB
	roll *slip.Printer
}

func newPrinter(db *store.DB) kiosk.Printer { return printer{db: db, roll: slip.NewPrinter()} }

// Slip prints one; not found when the station has no printer any more, busy when it does not answer or has no paper.
func (p printer) Slip(ctx context.Context, s kiosk.Slip) error {
	policy, err := p.policy()
	if err != nil {
		return err
	}
	if policy.Printer == "" {
		return station.NotFound("printer_missing", "这里没有打印机，请记下或拍下查询码。")
	}
	return p.roll.Print(ctx, policy.Printer, slip.Bytes(receiptOf(s, policy), policy.SlipWidth))
}

func (p printer) policy() (policy station.Policy, err error) {
	err = p.db.View(func(r station.Reader) (err error) {
		policy, err = casebook.PolicyOf(r)
		return err
	})
	return policy, err
}

// receiptOf words a slip of the counter for paper.
func receiptOf(s kiosk.Slip, policy station.Policy) slip.Receipt {
	r := slip.Receipt{Station: s.Station, Number: s.Number, Code: s.Code, Page: s.Page, Phone: s.Phone,
		Next: "我们在" + acceptTerm(policy).Words() + "内决定是否受理，受理的一定答复您。"}
	if at, err := time.Parse(time.RFC3339, s.ReceivedAt); err == nil {
		r.At = at
	}
	return r
}

// acceptTerm is how long the station has to say whether it takes a matter on.
func acceptTerm(policy station.Policy) station.Term {
	if own, ok := policy.Terms[matter.ToAccept]; ok {
		return own
	}
	for _, s := range matter.Steps {
		if s.Step == matter.ToAccept {
			return s.Term
		}
	}
	return station.Term{}
}
