package form

import (
	"fmt"
	"strings"

	"lianzhan/station/matter"
)

// source says when, by which way and from whom it came. A voter who gave no name stands there as one.
func (c Case) source() Block {
	m, who := c.Matter, matter.Contact{}
	if c.Contact != nil {
		who = *c.Contact
	}
	return Block{Name: "来源", Rows: []Row{
		{{Label: "收到时间", Text: minute(c.received()), Span: 12}, {Label: "经手人", Text: c.Receiver, Span: 12}},
		{{Label: "反映渠道", Text: choice(string(m.Channel), options(matter.Channels)...), Span: Columns}},
		{{Label: "反映人", Text: c.voter(who.Name), Span: 8}, {Label: "性别", Text: who.Sex, Span: 6},
			{Label: "年龄段", Text: who.AgeBand, Span: 10}},
		{{Label: "村（社区）", Text: m.Village, Span: 8}, {Label: "联系电话", Text: who.Phone, Span: 16}},
		{{Label: "住址", Text: who.Address, Span: Columns}},
		{{Label: "本人要求", Text: spaced(tick(m.Anonymous, "匿名"), tick(m.Confidential, "保密")), Span: 12},
			{Label: "告知书", Text: after("已同意，版本 ", m.Consent), Span: 12}},
	}}
}

// voter is the name on the form, or why there is none.
func (c Case) voter(name string) string {
	switch {
	case name != "" || c.Matter.ID == "":
		return name
	case c.Matter.Anonymous:
		return "匿名"
	case !c.Matter.Privacy.ContactErased.IsZero():
		return "已删除"
	case !c.Matter.Privacy.ContactGiven:
		return "没有留"
	}
	return "不显示"
}

// content is what it is about, the voter's own words above all.
func (c Case) content() Block {
	m := c.Matter
	return Block{Name: "反映内容", Rows: []Row{
		{{Label: "标题", Text: m.Title, Span: Columns, Strong: true}},
		{{Label: "类别", Text: categoryOf(m), Span: 12}, {Label: "紧急程度", Text: choice(string(m.Grade), options(matter.Grades)...), Span: 12}},
		{{Label: "地点", Text: m.Place, Span: 12}, {Label: "涉及人数", Text: count(m.People, "人"), Span: 12}},
		{{Label: "选民原话", Text: c.words(), Span: Columns, Lines: 5}},
		{{Label: "附件", Text: c.attachments(), Span: 12}, {Label: "并案附议", Text: c.companions(), Span: 12}},
	}}
}

func categoryOf(m matter.Matter) string {
	for _, k := range matter.Categories {
		if k.ID == m.Category {
			return k.Label + "（" + k.Topic + "）"
		}
	}
	return m.Category
}

// words are what the voter said, each time with its moment after the first.
func (c Case) words() string {
	if !c.Matter.Privacy.WordsErased.IsZero() && len(c.Told) == 0 {
		return "（原话已按规定删除）"
	}
	var all []string
	for i, t := range c.Told {
		text := t.Words
		if text == "" && t.Voice != "" {
			text = "（有录音，没有文字）"
		}
		if i > 0 {
			text = after("【"+minute(t.At)+" 补充】", text)
		}
		all = append(all, text)
	}
	return lines(all...)
}

func (c Case) attachments() string {
	photos, voices := 0, 0
	for _, t := range c.Told {
		photos += len(t.Photos)
		if t.Voice != "" {
			voices++
		}
	}
	return spaced(after("照片 ", count(photos, " 张")), after("录音 ", count(voices, " 段")))
}

func (c Case) companions() string {
	m := c.Matter
	var into string
	if m.Into != "" {
		into = "并入 " + c.Other
	}
	return spaced(into, after("并入了 ", count(len(m.From), " 件")), after("附议 ", count(m.MeToo, " 人")))
}

func (c Case) reception() Block {
	m := c.Matter
	spot := ""
	if m.ID != "" && len(m.Replies) > 0 {
		spot = "no"
		if m.Assigned.IsZero() {
			spot = "yes"
		}
	}
	return Block{Name: "接待", Rows: []Row{
		{{Label: "接待代表", Text: c.House.deputies(m.Deputies), Span: 12}, {Label: "代录人", Text: m.WrittenBy, Span: 12}},
		{{Label: "当场答复", Text: choice(spot, option{"yes", "是"}, option{"no", "否，转交办理"}), Span: Columns}},
	}}
}

// acceptance says whether the station took it on, and why not.
func (c Case) acceptance() Block {
	m := c.Matter
	chosen, moment, reason, advice, told := "", c.last("accepted"), "", "", ""
	if !m.Accept.IsZero() {
		chosen = "yes"
	}
	if d := m.Decline; d != nil {
		chosen, moment, advice, told = "no", c.last("declined"), d.Advice, wayOf(d.Told)
		reason = matter.DeclineReasons.Label(d.Reason)
	}
	return Block{Name: "受理", Rows: []Row{
		{{Label: "决定", Text: choice(chosen, option{"yes", "受理"}, option{"no", "不予受理"}), Span: 12}, {Label: "时间", Text: minute(moment.At), Span: 12}},
		{{Label: "不受理理由", Text: lines(reason, advice), Span: Columns}},
		{{Label: "告知方式", Text: told, Span: 12}, {Label: "决定人", Text: moment.By, Span: 12}},
	}}
}

var ways = []option{{"kiosk", "触摸屏"}, {"phone", "手机"}, {"call", "电话"}, {"visit", "上门"}, {"letter", "书信"}, {"counter", "当面"}}

// wayOf is how somebody was told; words of one's own stay as they are.
func wayOf(id string) string {
	for _, w := range ways {
		if w.id == id {
			return w.label
		}
	}
	return strings.TrimSpace(id)
}

func nth(n int) string { return fmt.Sprintf("第 %d 次", n) }
