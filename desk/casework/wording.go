package casework

import (
	"fmt"
	"strings"

	"lianzhan/desk/casebook"
	"lianzhan/station/matter"
)

// textOf says what an event said. What a voter is called is never in it, whoever asks.
func textOf(l matter.Line, house *casebook.House) string {
	switch d := l.Data.(type) {
	case *matter.Registration:
		return casebook.Said(matter.Channels.Label(d.Channel), d.Title, prefixed("由 ", d.WrittenBy, " 代录"), casebook.Where(d.Anonymous, "匿名"), casebook.Where(d.Confidential, "要求保密"))
	case *matter.Told:
		return d.Words
	case *matter.Declined:
		return casebook.Said(matter.DeclineReasons.Label(d.Reason), d.Advice)
	case *matter.MergedInto:
		return ""
	case *matter.Classification:
		return casebook.Said(matter.CategoryLabel(d.Category), matter.Grades.Label(d.Grade), d.Title)
	case *matter.Assignment:
		return casebook.Said("主办："+house.UnitName(d.LeadUnit), prefixed("协办：", unitNames(d.CoUnits, house), ""), d.Opinion)
	case *matter.Extended:
		return casebook.Said("延到 "+string(d.To), d.ApprovedBy+"批准", d.Reason)
	case *matter.Reply:
		return casebook.Said(string(d.Class)+" "+matter.ReplyClasses.Label(d.Class), d.Decided, d.WhyNot, d.Next, prefixed("答复人：", d.By.Name, ""))
	case *matter.Rated:
		return casebook.Said(d.Satisfaction.Label(), Ways.Label(d.Via))
	case *matter.Escalation:
		return casebook.Said("报 "+matter.EscalationSteps.Label(d.To), d.Text)
	case *matter.Letter:
		return casebook.Said(d.Number, "致 "+house.UnitName(d.To), d.Problems, d.Demands, "请在 "+string(d.ReplyBy)+" 前答复")
	case *matter.LetterAnswer:
		return casebook.Said(d.Number, d.Reply)
	case *matter.Rechecked:
		held := "又出了问题"
		if d.Holds {
			held = "没有反弹"
		}
		return casebook.Said(fmt.Sprintf("%d 天", d.After), held, d.Text)
	case *matter.PublicDraft:
		return casebook.Said(d.Title, d.Text, d.Result)
	case *matter.Proposed:
		return casebook.Said(titles[d.For], proposedText(d, house))
	case *matter.Forgotten:
		if d.Words {
			return "联系方式、原话和照片都删除了"
		}
		return "联系方式删除或遮盖了"
	}
	return said(l.Data)
}

// proposedText is what a proposal would have said, and why.
func proposedText(d *matter.Proposed, house *casebook.House) string {
	step, err := d.Data()
	if err != nil {
		return d.Text
	}
	return casebook.Said(textOf(matter.Line{Data: step}, house), d.Text)
}

// said is the one text of an event that has no more than one.
func said(data matter.Data) string {
	switch d := data.(type) {
	case *matter.SentBackBy:
		return d.Reason
	case *matter.PausedFor:
		return d.Why
	case *matter.FedBack:
		return Ways.Label(d.How)
	case *matter.RatingWords:
		return d.Words
	case *matter.RedoOrder:
		return d.Reason
	case *matter.ArchivedIn:
		return d.Volume
	case *matter.Supervision:
		return d.Text
	case *matter.Urge:
		return d.Text
	case *matter.EscalationAnswer:
		return d.Result
	case *matter.Note:
		return d.Text
	case *matter.Advice:
		return d.Text
	case *matter.DeputyView:
		return casebook.Said(d.Text, map[string]string{"urge": "请站里催办", "escalate": "请站里上报"}[d.Ask])
	case *matter.Withdrawn:
		return d.Reason
	}
	return ""
}

func prefixed(before, text, after string) string {
	if text == "" {
		return ""
	}
	return before + text + after
}

func unitNames(ids []string, house *casebook.House) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = house.UnitName(id)
	}
	return strings.Join(names, "、")
}
