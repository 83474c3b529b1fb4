package station

import "slices"

// Action is one thing an account may be let do. Every address of the desk names the one it needs.
type Action string

// The actions on matters, in the order of their life.
const (
	ActRegister          Action = "register"
	ActVerify            Action = "verify" // an unconfirmed matter from a phone is what it says
	ActProposeAcceptance Action = "propose_acceptance"
	ActAccept            Action = "accept"
	ActDecline           Action = "decline"
	ActMerge             Action = "merge"
	ActSuggestClass      Action = "suggest_class"
	ActClassify          Action = "classify"
	ActDraftAssignment   Action = "draft_assignment"
	ActAssign            Action = "assign"
	ActHandle            Action = "handle" // take up, send back
	ActReply             Action = "reply"
	ActRecordReply       Action = "record_reply" // write down what a unit answered on paper, by telephone or on the spot
	ActExtend            Action = "extend"       // ask for more time
	ActApproveExtension  Action = "approve_extension"
	ActPause             Action = "pause" // wait for the voter
	ActAskUrge           Action = "ask_urge"
	ActUrge              Action = "urge"
	ActSupervise         Action = "supervise"
	ActLetter            Action = "letter" // of supervision opinion
	ActFeedBack          Action = "feed_back"
	ActRate              Action = "rate"
	ActRecordVerdict     Action = "record_verdict" // write down what the voter said of the answer
	ActAskEscalation     Action = "ask_escalation"
	ActEscalate          Action = "escalate"
	ActAnswerEscalation  Action = "answer_escalation" // say, or write down, what those above decided
	ActConvert           Action = "convert"           // into a suggestion
	ActClose             Action = "close"
	ActRecheck           Action = "recheck" // 回头看
	ActArchive           Action = "archive"
	ActNote              Action = "note" // private to the station
	ActAdvise            Action = "advise"
	ActComment           Action = "comment"
	ActDraftPublic       Action = "draft_public"
	ActReleasePublic     Action = "release_public"
	ActWithdrawPublic    Action = "withdraw_public"
)

// The actions of reading and of taking out.
const (
	ActReadMatters   Action = "read_matters"
	ActReadAssigned  Action = "read_assigned"  // what the account's own unit has to answer
	ActReadAddressed Action = "read_addressed" // what is addressed to the deputy the account belongs to
	ActReveal        Action = "reveal"         // masked personal data
	ActPrint         Action = "print"
	ActExport        Action = "export"
	ActImport        Action = "import"
	ActErasePersonal Action = "erase_personal"
)

// The actions of keeping the station.
const (
	ActEditRecords    Action = "edit_records" // deputies, activities, articles, what the screens show
	ActKeepRegister   Action = "keep_register"
	ActReadAudit      Action = "read_audit"
	ActExportAudit    Action = "export_audit"
	ActManageAccounts Action = "manage_accounts"
	ActManagePolicy   Action = "manage_policy"
	ActManageDevices  Action = "manage_devices"
	ActBackup         Action = "backup"
	ActReadSync       Action = "read_sync" // how far this box's changes have come, and what hinders them
	ActReadTree       Action = "read_tree" // the stations below, and how they are
	ActManageTree     Action = "manage_tree"
	ActReadCockpit    Action = "read_cockpit"
	ActExchange       Action = "exchange" // what leaves for other programs
)

// SignedIn and Anyone are for addresses that ask for no more than that: one's own account, and the door itself.
const (
	ActSignedIn Action = "signed_in"
	ActAnyone   Action = "anyone"
)

// May reports whether any of the roles lets an account do a thing.
func May(roles []Role, a Action) bool {
	switch a {
	case ActAnyone:
		return true
	case ActSignedIn:
		return len(roles) > 0
	}
	return slices.ContainsFunc(permits[a], func(r Role) bool { return slices.Contains(roles, r) })
}

// Permitted lists what the roles let an account do, in the order of Actions.
func Permitted(roles []Role) []Action {
	var list []Action
	for _, a := range Actions {
		if May(roles, a) {
			list = append(list, a)
		}
	}
	return list
}
