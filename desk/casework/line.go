package casework

import (
	"cmp"
	"strings"

	"lianzhan/desk/casebook"
	"lianzhan/desk/door"
	"lianzhan/station"
	"lianzhan/station/matter"
)

// titles name each event as the books do.
var titles = map[matter.EventType]string{
	"registered": "登记", "told": "选民的话", "contact": "留下联系方式", "verified": "核实", "accepted": "受理", "declined": "不予受理",
	"merged": "并入另一件", "absorbed": "并入了一件", "classified": "分类", "assigned": "交办", "sent_back": "退办", "handling": "开始办理",
	"extended": "延期", "paused": "等选民补充", "resumed": "恢复计时", "replied": "答复", "fed_back": "反馈选民", "rated": "选民评价",
	"rating_words": "选民的评语", "redo": "重新办理", "closed": "办结", "archived": "归档", "supervised": "督办", "urged": "催办",
	"escalated": "上报", "escalation_answered": "上级意见", "converted": "转为代表建议", "letter": "监督意见函", "letter_answered": "意见函答复",
	"rechecked": "回头看", "noted": "备注", "advised": "法律意见", "deputy_view": "代表意见", "proposed": "建议", "public_drafted": "写公开稿",
	"public_released": "公开", "public_withdrawn": "撤回公开", "forgotten": "删除个人信息", "erased": "已删除的个人信息", matter.Withheld: "原话在联络站，没有上报",
}

// timeline words the events a person may see. "Me too" is counted, not listed.
func (r *Room) timeline(m matter.Matter, who door.Who, house *casebook.House) []Line {
	dated, below := r.stand.Dated(m), r.stand.Below(m)
	undecided := casebook.Undecided(m)
	lines := make([]Line, 0, len(m.Timeline))
	for _, l := range m.Timeline {
		if !visible(l, who) || below && (l.Type == "noted" || l.Type == "advised") {
			continue
		}
		line := Line{Event: l.Event, Type: l.Type, At: l.At, Title: cmp.Or(titles[l.Type], string(l.Type)), Text: textOf(l, house),
			By: byOf(l.By, house), Note: l.Note, Applied: l.Applied, Why: l.Why, Decided: !l.Applied}
		if strings.HasPrefix(l.Note, casebook.Decided) {
			line.Note = ""
		}
		if dated {
			line.Text, line.Note, line.Why = "", "", ""
		}
		for _, open := range undecided {
			line.Decided = line.Decided && open.Event != l.Event
		}
		lines = append(lines, line)
	}
	return lines
}

// visible keeps the station's private remarks and the adviser's words from those they are not for.
func visible(l matter.Line, who door.Who) bool {
	switch l.Type {
	case "noted":
		return who.May(station.ActNote)
	case "advised":
		return who.May(station.ActNote) || who.May(station.ActAdvise)
	case "supported":
		return false
	}
	return true
}

func byOf(by matter.Actor, house *casebook.House) string {
	switch by.Role {
	case matter.Voter.Role:
		return "选民"
	case matter.System.Role:
		return "系统"
	}
	label := station.Role(by.Role).Label()
	if by.Unit != "" {
		label = house.UnitName(by.Unit)
	}
	return strings.TrimSpace(label + " " + by.Name)
}
