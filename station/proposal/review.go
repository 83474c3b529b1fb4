package proposal

import (
	"strings"

	"lianzhan/station"
)

// FirstReview is the delegation's or the secretariat's look at the sheet (初审), at the session.
type FirstReview struct{}

// Type of the event.
func (*FirstReview) Type() EventType { return "first_reviewed" }

func (*FirstReview) check() error { return nil }

func (*FirstReview) apply(*Proposal, Line) {}

// SecondReview takes the suggestion on at the session (复审).
type SecondReview struct{}

// Type of the event.
func (*SecondReview) Type() EventType { return "second_reviewed" }

func (*SecondReview) check() error { return nil }

func (*SecondReview) apply(p *Proposal, line Line) { p.PassedOn = dateOf(line.At) }

// Review takes the suggestion on between sessions (审查). A town's presidium may pass it straight to a unit.
type Review struct {
	To *Assignment `json:"to,omitempty"` // only in the town's flow
}

// Type of the event.
func (*Review) Type() EventType { return "reviewed" }

func (d *Review) check() error {
	if d.To != nil {
		return d.To.check()
	}
	return nil
}

func (d *Review) apply(p *Proposal, line Line) {
	p.PassedOn = dateOf(line.At)
	if d.To != nil {
		d.To.apply(p, line)
	}
}

// Return refuses the suggestion, with a reason; the deputy is always told.
type Return struct {
	Reason string `json:"reason"` // code of ReturnReasons
	Advice string `json:"advice,omitempty"`
}

// ReturnReasons are what may not be handed in as a suggestion (浙江省代表建议办理规定, 2016, arts. 6 and 7).
var ReturnReasons = station.Reasons{
	{ID: "own_business", Label: "解决代表本人或者亲属的个人问题", Advice: "请以个人名义向有关单位反映。"},
	{ID: "forwarded", Label: "代转群众来信或者案件申诉材料", Advice: "请交信访部门，或在站里登记为选民反映事项。"},
	{ID: "promotion", Label: "学术探讨或者产品推介", Advice: "请改提对工作的具体意见。"},
	{ID: "empty", Label: "没有具体内容", Advice: "请写清情况、分析和具体意见后再提。"},
	{ID: "pending_case", Label: "对没有审结的案件提出具体意见", Advice: "请等案件审结；对审判工作的一般意见可以另提。"},
	{ID: "running_tender", Label: "对正在进行的招标投标提出中标意见", Advice: "对招标投标工作的一般意见可以另提。"},
	{ID: "several", Label: "一件里写了几件事", Advice: "请一事一件，分开来提。"},
	{ID: "other", Label: "其他不应当作为建议提出的", Advice: ""},
}

// Type of the event.
func (*Return) Type() EventType { return "returned" }

func (d *Return) check() error {
	switch {
	case !ReturnReasons.Has(d.Reason):
		return station.Invalid("return_reason_missing", "不予接收必须选一条理由。")
	case d.Reason == "other" && strings.TrimSpace(d.Advice) == "":
		return station.Invalid("return_advice_missing", "请写明为什么不予接收、该怎么办。")
	}
	return nil
}

func (d *Return) apply(p *Proposal, line Line) {
	returned := *d
	p.Return, p.PassedOn = &returned, dateOf(line.At)
}

// Told says that the deputies were told whether their suggestion was taken on.
type Told struct {
	How string `json:"how"`
}

// Type of the event.
func (*Told) Type() EventType { return "told" }

func (d *Told) check() error { return wants(d.How, "请写明怎样告诉代表的。") }

func (*Told) apply(p *Proposal, line Line) {
	if p.ToldOn == "" {
		p.ToldOn = dateOf(line.At)
	}
}
