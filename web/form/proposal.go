package form

import (
	"strings"

	"lianzhan/station"
	"lianzhan/station/proposal"
)

// Proposal is a deputy's suggestion with its way, ready to be put on paper. The zero Proposal is an empty form.
type Proposal struct {
	House  House
	Way    proposal.Proposal
	Due    station.Date // of the reply
	Record string       // path of the record's page
	Stamp  Stamp
}

// ProposalSheets are the 代表建议专用纸 and the 征询意见表 the deputy fills in after the reply.
func ProposalSheets(p Proposal) []Sheet {
	sheets := []Sheet{
		{Title: "代表建议专用纸", Blocks: []Block{p.proposer(), p.body(), p.handling(), p.answer()},
			Notes: []string{"一纸一事。请写清楚：有什么情况，为什么会这样，具体建议怎么办。"}},
		{Title: "代表建议办理情况征询意见表", Blocks: []Block{p.about(), p.verdict()},
			Notes: []string{"请代表收到答复后填写，签名后交回联络站。不满意的请写明理由，由承办单位重新办理。"}},
	}
	for i := range sheets {
		s := &sheets[i]
		s.House, s.Blank, s.Number, s.Stamp = p.House.Station.Name, p.Way.ID == "", p.Way.Number(), p.Stamp
		if !s.Blank {
			s.Remark = "状态：" + p.Way.State.Label()
			s.Address, s.Host = p.House.address(p.Record), p.House.host()
		}
	}
	return sheets
}

func (p Proposal) proposer() Block {
	g := p.Way.Sheet
	open := ""
	if p.Way.ID != "" {
		open = "no"
		if p.Way.Publish {
			open = "yes"
		}
	}
	return Block{Name: "提出", Rows: []Row{
		{{Label: "届次会议", Text: g.Congress, Span: Columns}},
		{{Label: "种类", Text: choice(string(p.Way.Kind), options(proposal.Kinds)...), Span: Columns}},
		{{Label: "标题", Text: g.Title, Span: Columns, Strong: true}},
		{{Label: "领衔代表", Text: p.House.deputy(p.lead()), Span: 8}, {Label: "电话", Span: 8}, {Label: "代表证号", Span: 8}},
		{{Label: "附议代表", Text: p.House.deputies(g.CoSigners), Span: Columns}},
		{{Label: "类别", Text: g.Category, Span: 12}, {Label: "可否公开", Text: choice(open, option{"yes", "可以"}, option{"no", "不可以"}), Span: 12}},
	}}
}

// lead is the deputy who signed first.
func (p Proposal) lead() string {
	if p.Way.Deputy != "" {
		return p.Way.Deputy
	}
	return p.Way.Sheet.LeadDeputy
}

func (p Proposal) body() Block {
	return Block{Name: "建议内容", Rows: []Row{{{Text: p.Way.Sheet.Body, Sign: "代表签名：　　　　　　　" + dayBlank, Span: Columns, Lines: 10}}}}
}

// handling is who took it on, who must act, and by when.
func (p Proposal) handling() Block {
	w := p.Way
	b := Block{Name: "交办", Rows: []Row{
		{{Label: "提出日期", Text: date(w.SubmittedOn), Span: 8}, {Label: "审查日期", Text: date(w.PassedOn), Span: 8}, {Label: "交办日期", Text: date(w.AssignedOn), Span: 8}},
		{{Label: "审查意见", Text: p.returned(), Sign: signBlank, Span: Columns}},
		{{Label: "主办单位", Text: p.unit(), Span: 12}, {Label: "会办单位", Text: p.House.units(w.CoUnits), Span: 12}},
		{{Label: "答复期限", Text: date(p.Due), Span: 12, Strong: true}, {Label: "延期", Text: p.extended(), Span: 12}},
		{{Label: "沟通面商", Text: p.consulted(), Span: Columns}},
	}}
	for _, o := range w.Opinions {
		b.Rows = append(b.Rows, Row{{Label: "会办意见", Text: spaced(date(o.On), p.House.unit(o.Unit), o.Text), Span: Columns}})
	}
	return b
}

func (p Proposal) returned() string {
	if p.Way.Return == nil {
		return ""
	}
	return spaced("不予接收："+proposal.ReturnReasons.Label(p.Way.Return.Reason), p.Way.Return.Advice)
}

func (p Proposal) unit() string {
	if name := p.House.unit(p.Way.LeadUnit); name != p.Way.LeadUnit || p.Way.LeadName == "" {
		return name
	}
	return p.Way.LeadName
}

func (p Proposal) extended() string {
	if e := p.Way.Extended; e != nil {
		return spaced("延到 "+date(e.To), e.ApprovedBy+"批准", e.Reason)
	}
	return ""
}

func (p Proposal) consulted() string {
	var all []string
	for _, c := range p.Way.Consulted {
		all = append(all, spaced(date(c.On), proposal.Ways.Label(c.How), c.Text))
	}
	return strings.Join(all, "\n")
}

// latest is the last reply, whatever round it was of.
func (p Proposal) latest() proposal.Reply {
	if n := len(p.Way.Replies); n > 0 {
		return p.Way.Replies[n-1]
	}
	return proposal.Reply{}
}

func (p Proposal) answer() Block {
	r := p.latest()
	kinds := lettered(options(proposal.ReplyClasses))
	return Block{Name: "答复", Rows: []Row{
		{{Label: "答复日期", Text: date(r.On), Span: 8}, {Label: "文号", Text: r.Number, Span: 8}, {Label: "签发人", Text: spaced(r.Signer, r.Phone), Span: 8}},
		{{Label: "结果类别", Text: lines(choice(string(r.Class), kinds[:2]...), choice(string(r.Class), kinds[2:]...)), Span: Columns}},
		{{Label: "答复内容", Text: r.Text, Sign: "承办单位（盖章）：　　　　　　" + dayBlank, Span: Columns, Lines: 3}},
	}}
}

// about says which suggestion the deputy is asked about.
func (p Proposal) about() Block {
	g, r := p.Way.Sheet, p.latest()
	return Block{Name: "建议", Rows: []Row{
		{{Label: "标题", Text: g.Title, Span: Columns, Strong: true}},
		{{Label: "领衔代表", Text: p.House.deputy(p.lead()), Span: 12}, {Label: "承办单位", Text: p.unit(), Span: 12}},
		{{Label: "答复日期", Text: date(r.On), Span: 12}, {Label: "结果类别", Text: string(r.Class), Span: 12}},
	}}
}

// verdict is what the deputy thinks of the reply, or room to say it.
func (p Proposal) verdict() Block {
	faces := options(station.Satisfactions)
	var said proposal.Attitude
	if view := p.Way.View(); view != nil {
		said = *view
	}
	return Block{Name: "代表意见", Rows: []Row{
		{{Label: "是否面商", Text: "□见面谈过　□电话谈过　□没有联系", Span: Columns}},
		{{Label: "办理态度", Text: choice(string(said.Satisfaction), faces...), Span: Columns}},
		{{Label: "办理结果", Text: choice(string(said.Result), faces...), Span: Columns}},
		{{Label: "重新办理", Text: "□不需要　□需要", Span: Columns}},
		{{Label: "意见理由", Text: said.Comment, Sign: "代表签名：　　　　　　　" + dayBlank, Span: Columns, Lines: 10}},
	}}
}
