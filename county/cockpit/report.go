package cockpit

import (
	"fmt"
	"strings"

	"lianzhan/station"
	"lianzhan/station/figure"
	"lianzhan/web/form"
	"lianzhan/web/table"
)

// figures is the table of the month: a line for each figure, each rate and each part, a column for each place.
func (p report) figures() table.Sheet {
	s := table.Sheet{Name: string(p.month), Widths: []int{16, 24, 8, 12}}
	heading := []table.Cell{table.Words("类别"), table.Words("指标"), table.Words("单位"), table.Words(p.Name)}
	for _, place := range p.Places {
		heading = append(heading, table.Words(placeName(place)))
		s.Widths = append(s.Widths, 12)
	}
	s.Widths = append(s.Widths, 60)
	s.Rows = append(s.Rows, append(heading, table.Words("怎样算的")))
	for _, f := range p.Figures {
		group := table.Words(p.group(f.Group))
		s.Rows = append(s.Rows, p.line(group, f.Label, f.Unit, f.Definition, figure.Value{Value: f.Value, Of: f.Of}, f.Key, headline))
		if f.Kind == "share" {
			s.Rows = append(s.Rows, p.line(group, f.RateLabel, "", "“"+f.Label+"”除以“"+f.OfLabel+"”。", figure.Value{Rate: f.Rate}, f.Key, rate))
		}
		for _, part := range f.Parts {
			s.Rows = append(s.Rows, []table.Cell{group, table.Words("　其中：" + part.Label), table.Words(cmpUnit(part, f)), table.Number(part.Value, table.Plain)})
		}
	}
	return s
}

func cmpUnit(part figure.Part, f figure.Figure) string {
	if part.Unit != "" {
		return part.Unit
	}
	return f.Unit
}

func placeName(p figure.Place) string {
	if p.Own {
		return p.Name + "本级"
	}
	return p.Name
}

func (p report) group(key string) string {
	for _, g := range p.Groups {
		if g.Key == key {
			return g.Label
		}
	}
	return key
}

// line is one figure, for the whole and for each place that has it.
func (p report) line(group table.Cell, label, unit, text string, whole figure.Value, key string, cell func(figure.Value) table.Cell) []table.Cell {
	row := []table.Cell{group, table.Words(label), table.Words(unit), cell(whole)}
	for _, place := range p.Places {
		value, compared := place.Values[key]
		if !compared {
			row = append(row, table.Cell{})
			continue
		}
		row = append(row, cell(value))
	}
	return append(row, table.Words(text))
}

// headline is a number; where there was nothing to count it stays empty.
func headline(v figure.Value) table.Cell {
	if v.Of != nil && *v.Of == 0 {
		return table.Cell{}
	}
	return table.Number(v.Value, table.Plain)
}

func rate(v figure.Value) table.Cell {
	if v.Rate == nil {
		return table.Cell{}
	}
	return table.Number(*v.Rate, table.Percent)
}

// remarks say how far the numbers can be believed: when they were read, who is missing, where an office says otherwise.
func (p report) remarks() []string {
	lines := []string{fmt.Sprintf("统计日期：%s 到 %s；数据截至 %s。", p.From, p.To, p.AsOf.Format("2006-01-02 15:04"))}
	if p.Boxes.Of > 0 {
		lines = append(lines, fmt.Sprintf("应连通站点 %d 个，已连通 %d 个。", p.Boxes.Of, p.Boxes.Value))
	}
	if p.Demo > 0 {
		lines = append(lines, fmt.Sprintf("另有 %d 个站点是演示用的，数据是编的，不再更新。", p.Demo))
	}
	for _, n := range p.Missing {
		lines = append(lines, n.Name+"："+missingWords(n))
	}
	for _, m := range p.Mismatches {
		lines = append(lines, fmt.Sprintf("%s“%s”公布为 %v，登记在册 %v，请核对。", m.Name, m.What, m.Declared, m.Counted))
	}
	return lines
}

// missingWords say what may be lacking of a box.
func missingWords(n figure.Node) string {
	seen := n.LastSeen.In(station.Zone).Format("2006-01-02 15:04")
	switch {
	case n.State == figure.Waiting:
		return "还没有接入。"
	case n.State == figure.Old, n.State == figure.Online && n.Outdated:
		return "程序版本较旧（" + n.Version + "），可能缺少新的登记项。"
	case n.State == figure.Revoked:
		return "已停用。"
	case n.LastSeen.IsZero():
		return "没有联系，数据可能不全。"
	}
	return "从 " + seen + " 起没有联系，之后的数据可能不全。"
}

// sheet is the month on paper.
func (p report) sheet() form.Sheet {
	s := form.Sheet{Title: title, House: p.Name, Numbers: "月份", Number: p.days(), Notes: p.remarks(), Stamp: form.Stamp{At: p.at, By: p.by}}
	for _, g := range p.Groups {
		block := form.Block{Name: g.Label, Head: form.Row{{Text: "指标", Span: 5}, {Text: "数值", Span: 4}, {Text: "比率", Span: 7}, {Text: "其中", Span: 8}}}
		for _, f := range p.Figures {
			if f.Group == g.Key {
				block.Rows = append(block.Rows, form.Row{{Text: f.Label, Span: 5}, {Text: valueWords(f), Span: 4, Strong: true}, {Text: rateWords(f), Span: 7},
					{Text: partWords(f), Span: 8}})
			}
		}
		s.Blocks = append(s.Blocks, block)
	}
	return s
}

func valueWords(f figure.Figure) string {
	text := headline(figure.Value{Value: f.Value, Of: f.Of}).String()
	if text == "" {
		return "—"
	}
	if f.Unit == "%" {
		return fmt.Sprintf("%.0f%%", f.Value)
	}
	if f.Mismatch && f.Declared != nil {
		return fmt.Sprintf("%s %s（公布 %v）", text, f.Unit, *f.Declared)
	}
	return text + " " + f.Unit
}

func rateWords(f figure.Figure) string {
	switch {
	case f.Of == nil || *f.Of == 0:
		return ""
	case f.Rate == nil:
		return fmt.Sprintf("%s（%s %v）", f.RateLabel, f.OfLabel, *f.Of)
	}
	return fmt.Sprintf("%s %s（共 %v）", f.RateLabel, rate(figure.Value{Rate: f.Rate}), *f.Of)
}

const mostParts = 6 // on one line of the paper

func partWords(f figure.Figure) string {
	var words []string
	for _, part := range f.Parts {
		if part.Value != 0 {
			words = append(words, fmt.Sprintf("%s %v", part.Label, part.Value)+part.Unit)
		}
	}
	switch n := len(words); {
	case len(f.Parts) == 1 && f.Parts[0].Value == f.Value:
		return "" // it says the same
	case n > mostParts:
		words = append(words[:mostParts], fmt.Sprintf("等 %d 项", n))
	}
	return strings.Join(words, "，")
}
