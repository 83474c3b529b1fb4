package matter

import (
	"slices"
	"strings"
	"unicode/utf8"

	"lianzhan/station"
)

// AcceptedBy takes the matter on: from here on it is always answered (受理必复).
type AcceptedBy struct{}

// Type of the event.
func (*AcceptedBy) Type() EventType { return "accepted" }

func (*AcceptedBy) class() station.Class { return station.Internal }

func (*AcceptedBy) check() error { return nil }

func (*AcceptedBy) apply(m *Matter, line Line) { m.Accept = line.At }

// Declined refuses the matter and says where to go instead; the voter is always told.
type Declined struct {
	Reason string `json:"reason"` // code of DeclineReasons
	Advice string `json:"advice"` // where to go, in words for the voter
	Told   string `json:"told"`   // how the voter was or will be told
}

// DeclineReasons are the lawful reasons not to take a matter on, with where to go.
var DeclineReasons = station.Reasons{
	{ID: "court", Label: "已经或应当由法院审理", Advice: "请向人民法院提出。"},
	{ID: "procuratorate", Label: "属于检察院职责", Advice: "请向人民检察院提出。"},
	{ID: "arbitration", Label: "已经或应当仲裁", Advice: "请向仲裁机构提出。"},
	{ID: "review", Label: "已经或应当行政复议", Advice: "请向行政复议机关提出。"},
	{ID: "petition", Label: "属于个人信访事项", Advice: "请向信访部门提出。"},
	{ID: "discipline", Label: "反映违纪违法", Advice: "请向纪检监察机关提出，我们会为您保密。"},
	{ID: "elsewhere", Label: "不属于本站受理范围", Advice: "请向有权处理的单位提出。"},
	{ID: "vague", Label: "没有具体内容", Advice: "请补充时间、地点和事情经过后再来反映。"},
	{ID: "unlawful", Label: "内容违法或与公共事务无关", Advice: "如有异议，请到站里当面说明。"},
	{ID: "unverifiable", Label: "无法核实", Advice: "请留下联系方式或到站里当面说明。"},
}

// Type of the event.
func (*Declined) Type() EventType { return "declined" }

func (*Declined) class() station.Class { return station.Internal }

func (d *Declined) check() error {
	switch {
	case !DeclineReasons.Has(d.Reason):
		return station.Invalid("decline_reason_missing", "不予受理必须选一条理由。")
	case strings.TrimSpace(d.Advice) == "":
		return station.Invalid("decline_advice_missing", "不予受理也要告诉选民该找谁。")
	}
	return nil
}

func (d *Declined) apply(m *Matter, _ Line) { declined := *d; m.Decline = &declined }

// MergedInto closes this matter into another about the same thing (并案); its voter follows that one from now on.
type MergedInto struct {
	Into string `json:"into"`
}

// Type of the event.
func (*MergedInto) Type() EventType { return "merged" }

func (*MergedInto) class() station.Class { return station.Internal }

func (d *MergedInto) check() error {
	if d.Into == "" {
		return station.Invalid("merge_target_missing", "请选要并入的事项。")
	}
	return nil
}

func (d *MergedInto) apply(m *Matter, _ Line) { m.Into = d.Into }

// Absorbed is the other half of a merge, written to the matter that goes on in the same commit.
type Absorbed struct {
	From string `json:"from"`
}

// Type of the event.
func (*Absorbed) Type() EventType { return "absorbed" }

func (*Absorbed) class() station.Class { return station.Internal }

func (d *Absorbed) check() error {
	if d.From == "" {
		return station.Invalid("merge_target_missing", "请选要并入的事项。")
	}
	return nil
}

func (d *Absorbed) apply(m *Matter, _ Line) {
	if !slices.Contains(m.From, d.From) {
		m.From = append(m.From, d.From)
	}
}

// Classification says what kind of matter it is and how urgent.
type Classification struct {
	Category string `json:"category"`
	Grade    Grade  `json:"grade"`
	Title    string `json:"title,omitempty"` // a clearer title, if the officer found one
}

// Grade is how urgent a matter is.
type Grade string

// The grades (紧急程度).
const (
	Ordinary Grade = "ordinary"
	Urgent   Grade = "urgent"
	Critical Grade = "critical"
)

// Grades lists the grades and their Chinese names.
var Grades = station.Choices[Grade]{
	{ID: Ordinary, Label: "一般"}, {ID: Urgent, Label: "紧急"}, {ID: Critical, Label: "特急"},
}

// Type of the event.
func (*Classification) Type() EventType { return "classified" }

func (*Classification) class() station.Class { return station.Internal }

func (d *Classification) check() error {
	if !slices.ContainsFunc(Categories, func(c Category) bool { return c.ID == d.Category }) {
		return station.Invalid("category_unknown", "请选一个类别。")
	}
	if !Grades.Has(d.Grade) {
		return station.Invalid("grade_unknown", "请选紧急程度。")
	}
	if utf8.RuneCountInString(d.Title) > longestTitle {
		return station.Invalid("matter_title_long", "标题太长，最多 %d 个字。", longestTitle)
	}
	return nil
}

func (d *Classification) apply(m *Matter, _ Line) {
	m.Category, m.Grade = d.Category, d.Grade
	if d.Title != "" {
		m.Title = d.Title
	}
}
