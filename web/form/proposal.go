package form

import "lianzhan/station"

// Proposal is a deputy's suggestion, ready to be put on paper. The zero Proposal is an empty form.
type Proposal struct {
	House      House
	Suggestion station.Suggestion
	Record     string // path of the record's page
	Stamp      Stamp
}

// ProposalSheets are the 代表建议专用纸 and the 征询意见表 the deputy fills in after the reply.
func ProposalSheets(p Proposal) []Sheet {
	sheets := []Sheet{
		{Title: "代表建议专用纸", Blocks: []Block{p.proposer(), p.body(), p.way(), p.answer()},
			Notes: []string{"一纸一事。请写清楚：有什么情况，为什么会这样，具体建议怎么办。"}},
		{Title: "代表建议办理情况征询意见表", Blocks: []Block{p.about(), p.verdict()},
			Notes: []string{"请代表收到答复后填写，签名后交回联络站。不满意的请写明理由，由承办单位重新办理。"}},
	}
	for i := range sheets {
		s := &sheets[i]
		s.House, s.Blank, s.Number, s.Stamp = p.House.Station.Name, p.Suggestion.ID == "", p.Suggestion.Number, p.Stamp
		if s.Remark = p.Suggestion.Congress; !s.Blank {
			s.Address, s.Host = p.House.address(p.Record), p.House.host()
		}
	}
	return sheets
}

func (p Proposal) proposer() Block {
	g := p.Suggestion
	var lead station.Deputy
	if p.House.Deputy != nil {
		lead = p.House.Deputy(g.LeadDeputy)
	}
	open := ""
	if g.ID != "" {
		open = "no"
		if g.Public {
			open = "yes"
		}
	}
	return Block{Name: "提出", Rows: []Row{
		{{Label: "届次会议", Text: g.Congress, Span: 12}, {Label: "种类", Text: choice("", option{"", "建议"}, option{"", "批评"}, option{"", "意见"}), Span: 12}},
		{{Label: "标题", Text: g.Title, Span: Columns, Lines: 1, Strong: true}},
		{{Label: "领衔代表", Text: p.House.deputy(g.LeadDeputy), Span: 8}, {Label: "电话", Text: lead.Phone, Span: 8}, {Label: "代表证号", Span: 8}},
		{{Label: "附议代表", Text: p.House.deputies(g.CoSigners), Span: Columns}},
		{{Label: "类别", Text: g.Category, Span: 12}, {Label: "可否公开", Text: choice(open, option{"yes", "可以"}, option{"no", "不可以"}), Span: 12}},
	}}
}

func (p Proposal) body() Block {
	return Block{Name: "建议内容", Rows: []Row{{{Text: p.Suggestion.Body, Sign: "代表签名：　　　　　　　" + dayBlank, Span: Columns, Lines: 12}}}}
}

func (p Proposal) way() Block {
	g := p.Suggestion
	return Block{Name: "交办", Rows: []Row{
		{{Label: "提出日期", Text: date(g.SubmittedOn), Span: 8}, {Label: "交办日期", Text: date(g.AssignedOn), Span: 8}, {Label: "答复期限", Text: date(g.DueOn), Span: 8, Strong: true}},
		{{Label: "承办单位", Text: p.House.unit(g.LeadUnit), Span: Columns}},
		{{Label: "审查意见", Sign: signBlank, Span: Columns, Lines: 2}},
	}}
}

func (p Proposal) answer() Block {
	g := p.Suggestion
	return Block{Name: "答复", Rows: []Row{
		{{Label: "答复日期", Text: date(g.RepliedOn), Span: Columns}},
		{{Label: "结果类别", Text: choice(g.ReplyClass, classes()...), Span: Columns}},
		{{Label: "答复内容", Text: g.Reply, Sign: "承办单位（盖章）：　　　　　　" + dayBlank, Span: Columns, Lines: 4}},
	}}
}

// about says which suggestion the deputy is asked about.
func (p Proposal) about() Block {
	g := p.Suggestion
	return Block{Name: "建议", Rows: []Row{
		{{Label: "标题", Text: g.Title, Span: Columns, Strong: true}},
		{{Label: "领衔代表", Text: p.House.deputy(g.LeadDeputy), Span: 12}, {Label: "承办单位", Text: p.House.unit(g.LeadUnit), Span: 12}},
		{{Label: "答复日期", Text: date(g.RepliedOn), Span: 12}, {Label: "结果类别", Text: g.ReplyClass, Span: 12}},
	}}
}

func (p Proposal) verdict() Block {
	faces := choice("", option{"", "满意"}, option{"", "基本满意"}, option{"", "不满意"})
	return Block{Name: "代表意见", Rows: []Row{
		{{Label: "是否面商", Text: "□见面谈过　□电话谈过　□没有联系", Span: Columns}},
		{{Label: "办理态度", Text: faces, Span: Columns}},
		{{Label: "办理结果", Text: faces, Span: Columns}},
		{{Label: "重新办理", Text: "□不需要　□需要", Span: Columns}},
		{{Label: "意见理由", Sign: "代表签名：　　　　　　　" + dayBlank, Span: Columns, Lines: 10}},
	}}
}
