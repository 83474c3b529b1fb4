package form

import (
	"fmt"
	"strings"

	"lianzhan/station"
)

// Sitting is one reception of voters by deputies, ready to be put on paper. The zero Sitting is an empty form.
type Sitting struct {
	House   House
	Session station.ReceptionSession
	Visits  []Visit
	Record  string // path of the record's page
	Stamp   Stamp
}

// Visit is one issue a visitor brought; a visitor with several has several.
type Visit struct {
	Visitor      int
	Name, Phone  string // as the asker may see them
	Village      string
	Number       string // of the matter
	Title, Words string
	Outcome      string // answered on the spot, or where it went
	Result       string
	Satisfaction string
}

// emptyVisits is how many lines an empty register has: two pages, back to back.
const emptyVisits = 22

// SittingSheet is the 人大代表接待选民登记表.
func SittingSheet(v Sitting) Sheet {
	p := v.Session
	s := Sheet{Title: "人大代表接待选民登记表", House: v.House.Station.Name, Blank: p.ID == "", Number: p.Number, Stamp: v.Stamp,
		Blocks: []Block{v.day(), v.visits(), {Rows: []Row{
			{{Label: "代表签名", Span: 12, Lines: 2}, {Label: "记录人签名", Span: 12, Lines: 2}},
			{{Label: "备注", Text: p.Note, Span: Columns}}}}},
		Notes: []string{"一位选民反映几件事的，一件事写一行。当场答复不了的，转交办理，并给选民一张带查询码的回执。"}}
	if !s.Blank {
		s.Address, s.Host = v.House.address(v.Record), v.House.host()
	}
	return s
}

func (v Sitting) day() Block {
	p := v.Session
	hours := string(p.Start)
	if p.End != "" {
		hours += "—" + string(p.End)
	}
	return Block{Rows: []Row{
		{{Label: "接待日期", Text: date(p.Date), Span: 12}, {Label: "时间", Text: hours, Span: 12}},
		{{Label: "接待地点", Text: p.Place, Span: Columns}},
		{{Label: "接待代表", Text: v.House.deputies(p.Deputies), Span: Columns}},
		{{Label: "值班人员", Text: strings.Join(p.Staff, "、"), Span: 12}, {Label: "到场单位", Text: v.House.units(p.Units), Span: 12}},
		{{Label: "公告文号", Text: p.Notice, Span: 12}, {Label: "接待人数", Text: count(p.Visitors, "人"), Span: 12}},
	}}
}

// visits is the register itself, a line for each issue.
func (v Sitting) visits() Block {
	b := Block{Head: Row{{Text: "序号", Span: 2}, {Text: "反映人", Span: 4}, {Text: "反映的问题", Span: 8},
		{Text: "当场答复或转交", Span: 4}, {Text: "结果", Span: 3}, {Text: "满意度", Span: 3}}}
	for _, x := range v.Visits {
		b.Rows = append(b.Rows, Row{{Text: ordinal(x.Visitor), Span: 2}, {Text: lines(x.Name, x.Village, x.Phone), Span: 4},
			{Text: lines(x.Title, x.Words, x.Number), Span: 8}, {Text: x.Outcome, Span: 4}, {Text: x.Result, Span: 3}, {Text: x.Satisfaction, Span: 3}})
	}
	for len(b.Rows) < emptyVisits && v.Session.ID == "" {
		b.Rows = append(b.Rows, Row{{Span: 2}, {Span: 4}, {Span: 8, Lines: 2}, {Span: 4}, {Span: 3}, {Span: 3}})
	}
	return b
}

func ordinal(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}
