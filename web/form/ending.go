package form

import (
	"fmt"
	"strings"

	"lianzhan/station"
	"lianzhan/station/matter"
)

// reply is the answer in force with those who answer for it, under it the earlier ones.
func (c Case) reply() Block {
	var r matter.Reply
	if n := len(c.Matter.Replies); n > 0 {
		r = c.Matter.Replies[n-1]
	}
	rows := []Row{
		{{Label: "结果类别", Text: choice(string(r.Class), classes()...), Span: Columns}},
		{{Label: "答复形式", Text: choice(r.Form, option{"written", "书面"}, option{"oral", "口头"}), Span: 12}, {Label: "答复时间", Text: minute(r.At), Span: 12}},
		{{Label: "面商", Text: r.Meeting, Span: Columns}},
		{{Label: "办理结果", Text: r.Decided, Span: Columns, Lines: 3}},
		{{Label: "未办原因", Text: r.WhyNot, Span: Columns}},
		{{Label: "下一步", Text: lines(r.Next, after("联系：", r.Call)), Span: Columns}},
		{{Label: "答复单位", Text: c.House.unit(r.By.Unit), Span: 12}, {Label: "答复人", Text: spaced(r.By.Name, r.By.Post, r.By.Phone), Span: 12}},
		{{Label: "单位签章", Sign: "负责人签名（盖章）：　　　　　　" + dayBlank, Span: Columns, Lines: 1}},
	}
	for i := range max(len(c.Matter.Replies)-1, 0) {
		old := c.Matter.Replies[i]
		rows = append(rows, Row{{Label: nth(i+1) + "答复", Text: spaced(minute(old.At), string(old.Class)+"类", old.Decided, after("原因：", old.WhyNot), old.By.Name), Span: Columns}})
	}
	return Block{Name: "答复", Rows: rows}
}

// feedback is how the voter took it, and what was found when somebody looked again.
func (c Case) feedback() Block {
	m := c.Matter
	var told, verdict string
	if m.FedBack != nil {
		told = wayOf(m.FedBack.How)
	}
	if m.Rating != nil {
		verdict = string(m.Rating.Satisfaction)
	}
	back := c.last("fed_back")
	return Block{Name: "反馈评价", Rows: []Row{
		{{Label: "反馈时间", Text: minute(back.At), Span: 8}, {Label: "方式", Text: told, Span: 7}, {Label: "反馈人", Text: back.By, Span: 9}},
		{{Label: "满意度", Text: choice(verdict, options(station.Satisfactions)...), Span: Columns}},
		{{Label: "选民评语", Text: c.every("rating_words"), Span: Columns}},
		{{Label: "重新办理", Text: lines(after("共 ", count(m.Redone, " 次")), c.every("redo")), Span: Columns}},
		{{Label: "代表意见", Text: c.every("deputy_view"), Span: Columns}},
		{{Label: "回头看", Text: c.rechecks(), Span: Columns}},
	}}
}

func (c Case) rechecks() string {
	var all []string
	for _, r := range c.Matter.Rechecks {
		held := "又出了问题"
		if r.Holds {
			held = "没有反弹"
		}
		all = append(all, spaced(day(r.At), fmt.Sprintf("办结后 %d 天", r.After), held, r.Text))
	}
	return strings.Join(all, "\n")
}

// ending is how it was closed, filed and made public.
func (c Case) ending() Block {
	m := c.Matter
	shown := ""
	switch {
	case m.Public.Released:
		shown = "yes"
	case !m.Closed.IsZero():
		shown = "no"
	}
	text := ""
	if m.Public.Shown != nil {
		text = lines(m.Public.Shown.Title, m.Public.Shown.Text, m.Public.Shown.Result)
	}
	suggestion := ""
	if m.Suggestion != "" {
		suggestion = "是　" + c.Other
	}
	b := Block{Name: "办结归档", Rows: []Row{
		{{Label: "办结时间", Text: minute(m.Closed), Span: 12}, {Label: "转代表建议", Text: suggestion, Span: 12}},
		{{Label: "归档时间", Text: minute(c.last("archived").At), Span: 12}, {Label: "卷号", Text: m.Volume, Span: 12}},
		{{Label: "是否公开", Text: choice(shown, option{"yes", "公开"}, option{"no", "不公开"}), Span: Columns}},
	}}
	if text != "" {
		b.Rows = append(b.Rows, Row{{Label: "公开内容", Text: text, Span: Columns}})
	}
	b.Rows = append(b.Rows, Row{{Label: "归档人", Sign: signBlank, Span: Columns}})
	return b
}
