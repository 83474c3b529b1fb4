package form

import (
	"strings"

	"lianzhan/station/matter"
)

// opinion is what the station proposes, and where those who approve it sign.
func (c Case) opinion() Block {
	assigned := c.last("assigned")
	approval := ""
	if !assigned.At.IsZero() {
		approval = minute(assigned.At) + " " + assigned.By + "交办。"
	}
	return Block{Name: "拟办审批", Rows: []Row{
		{{Label: "拟办意见", Text: c.Matter.Opinion, Sign: signBlank, Span: Columns, Lines: 2}},
		{{Label: "审批意见", Text: approval, Sign: signBlank, Span: Columns, Lines: 1}},
	}}
}

// assignment is who must act, by when, and what moved that day.
func (c Case) assignment() Block {
	m := c.Matter
	b := Block{Name: "交办办理", Rows: []Row{
		{{Label: "主办单位", Text: c.House.unit(m.LeadUnit), Span: 12}, {Label: "协办单位", Text: c.House.units(m.CoUnits), Span: 12}},
		{{Label: "交办时间", Text: minute(m.Assigned), Span: 12}, {Label: "答复期限", Text: c.due(), Span: 12, Strong: true}},
		{{Label: "退办", Text: c.every("sent_back"), Span: Columns}},
		{{Label: "延期", Text: c.extension(), Span: Columns}},
	}}
	if len(m.Pauses) > 0 {
		b.Rows = append(b.Rows, Row{{Label: "暂停计时", Text: c.pauses(), Span: Columns}})
	}
	return b
}

// due is the day of the reply, the one that runs before the one that ran.
func (c Case) due() string {
	found := ""
	for _, d := range c.Deadlines {
		if d.Step == matter.ToReply && found == "" || d.Step == matter.ToRedo {
			found = date(d.Due)
		}
	}
	return found
}

func (c Case) extension() string {
	if e := c.Matter.Extended; e != nil {
		return spaced("延到 "+date(e.To), "批准人："+e.ApprovedBy, "理由："+e.Reason)
	}
	return ""
}

func (c Case) pauses() string {
	var all []string
	for _, p := range c.Matter.Pauses {
		to := "现在"
		if !p.To.IsZero() {
			to = day(p.To)
		}
		all = append(all, day(p.From)+" 到 "+to+"　"+p.Why)
	}
	return strings.Join(all, "\n")
}

// deadlines is the table of every term with its basis.
func (c Case) deadlines() Block {
	b := Block{Name: "办理期限", Head: Row{{Text: "事项", Span: 4}, {Text: "期限", Span: 5}, {Text: "完成", Span: 5}, {Text: "怎样算的、依据什么", Span: 10}}}
	for _, d := range c.Deadlines {
		b.Rows = append(b.Rows, Row{{Text: d.Label, Span: 4}, {Text: date(d.Due), Span: 5}, {Text: done(d), Span: 5},
			{Text: lines(d.How, after("依据：", d.Basis)), Span: 10}})
	}
	return b
}

// done says when a step was done, and that it was late if it was.
func done(d matter.Deadline) string {
	if d.Done == "" {
		return "还没有"
	}
	if d.Late(d.Done) {
		return date(d.Done) + "（超期）"
	}
	return date(d.Done)
}

// pressure is what the station did so that the unit moved: urging, supervision, reports upward, letters.
func (c Case) pressure() Block {
	return Block{Name: "催办督办", Rows: []Row{
		{{Label: "催办", Text: c.every("urged"), Span: Columns}},
		{{Label: "督办", Text: c.every("supervised"), Span: Columns}},
		{{Label: "上报", Text: c.escalations(), Span: Columns}},
		{{Label: "监督意见函", Text: c.letters(), Span: Columns}},
	}}
}

func (c Case) escalations() string {
	var all []string
	for _, e := range c.Matter.Escalations {
		text := spaced(minute(e.At), "报"+matter.EscalationSteps.Label(e.To), e.Text)
		if !e.Done.IsZero() {
			text = lines(text, spaced(minute(e.Done), "意见："+e.Answer))
		}
		all = append(all, text)
	}
	return strings.Join(all, "\n")
}

func (c Case) letters() string {
	var all []string
	for _, l := range c.Matter.Letters {
		text := spaced(day(l.At), l.Number, "致"+c.House.unit(l.To), after("问题：", l.Problems), after("要求：", l.Demands),
			"请在 "+date(l.ReplyBy)+" 前答复")
		if !l.Replied.IsZero() {
			text = lines(text, day(l.Replied)+" 复函："+l.Reply)
		}
		all = append(all, text)
	}
	return strings.Join(all, "\n")
}

// history is the whole way of the matter, line by line. What staff noted for themselves and what the adviser wrote stay at
// the desk.
func (c Case) history() Block {
	b := Block{Name: "经过", Head: Row{{Text: "时间", Span: 5}, {Text: "事项", Span: 4}, {Text: "经办人", Span: 5}, {Text: "内容", Span: 10}}}
	for _, l := range c.Lines {
		if l.Type == "noted" || l.Type == "advised" || l.Type == "supported" {
			continue
		}
		text := l.Text
		if l.Type == "told" || l.Type == "replied" {
			text = "见上面" // it stands in full in a block of its own
		}
		if !l.Applied {
			text = lines("没有采用："+l.Why, text)
		}
		b.Rows = append(b.Rows, Row{{Text: minute(l.At), Span: 5}, {Text: l.Title, Span: 4}, {Text: l.By, Span: 5}, {Text: lines(text, l.Note), Span: 10}})
	}
	return b
}

func classes() []option {
	return lettered(options(matter.ReplyClasses))
}
