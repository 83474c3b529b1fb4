package register

import (
	"lianzhan/desk/casebook"
	"lianzhan/station/proposal"
)

// titles name each event as the books do.
var titles = map[proposal.EventType]string{"submitted": "提交", "adopted": "接续旧登记", "first_reviewed": "初审", "second_reviewed": "复审",
	"reviewed": "审查", "returned": "不予接收", "told": "告知代表", "assigned": "交办", "sent_back": "退办", "co_opinion": "会办意见",
	"consulted": "与代表沟通", "extended": "延期", "replied": "答复", "attitude": "征询意见", "redo": "重新办理", "closed": "办结",
	"urged": "催办", "supervised": "督办", "key": "重点建议", "excellent": "优秀建议", "noted": "备注",
	"public_proposed": "提出公开", "public_released": "公开", "public_withdrawn": "撤回公开", "erased": "已删除"}

// textOf says what an event said.
func textOf(data proposal.Data, house *casebook.House) string {
	switch d := data.(type) {
	case *proposal.Submission:
		return casebook.Said(d.Flow.Label(), d.Kind.Label())
	case *proposal.Review:
		if d.To != nil {
			return textOf(d.To, house)
		}
	case *proposal.Return:
		return casebook.Said(proposal.ReturnReasons.Label(d.Reason), d.Advice)
	case *proposal.Told:
		return d.How
	case *proposal.Assignment:
		return casebook.Said("主办："+house.UnitName(d.LeadUnit), casebook.Where(d.Hard, "涉及面广、处理难度大，六个月内答复"), d.Opinion)
	case *proposal.NotOurs:
		return d.Reason
	case *proposal.CoOpinion:
		return casebook.Said(house.UnitName(d.Unit), d.Text)
	case *proposal.Consultation:
		return casebook.Said(proposal.Ways.Label(d.How), d.Text)
	case *proposal.Extension:
		return casebook.Said("延到 "+string(d.To), d.ApprovedBy+"批准", d.Reason)
	}
	return outcomeOf(data, house)
}

// outcomeOf words the answer and what follows it.
func outcomeOf(data proposal.Data, house *casebook.House) string {
	switch d := data.(type) {
	case *proposal.Reply:
		return casebook.Said(string(d.Class), d.Number, d.Text, "签发："+d.Signer)
	case *proposal.Attitude:
		return casebook.Said(house.People([]string{d.Deputy})[0].Name, "办理态度："+d.Satisfaction.Label(), casebook.Where(d.Result != "", "办理结果："+d.Result.Label()), d.Comment)
	case *proposal.RedoOrder:
		return d.Reason
	case *proposal.ClosedBy:
		return casebook.Where(d.Silent != "", "代表逾期未表态")
	case *proposal.Urge:
		return d.Text
	case *proposal.Supervision:
		return d.Text
	case *proposal.KeyMark:
		return d.LedBy
	case *proposal.ExcellentMark:
		return d.Why
	case *proposal.Note:
		return d.Text
	case *proposal.Withdrawn:
		return d.Reason
	}
	return ""
}
