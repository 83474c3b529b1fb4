package station

import "slices"

// Role is what an account is at the station. One account may have several.
type Role string

// The roles of a station, after those seen at the peers and in the congress's own laws.
const (
	RoleMaster       Role = "station_master"  // 站长
	RoleDeputyMaster Role = "deputy_master"   // 副站长, stands in for the master
	RoleOfficer      Role = "liaison_officer" // 联络员
	RoleInformant    Role = "law_informant"   // 立法信息员: a tag on another role, opens nothing by itself
	RoleLegal        Role = "legal_adviser"   // 法律顾问
	RoleDeputy       Role = "deputy"          // 代表
	RoleUnit         Role = "handling_unit"   // 承办单位
	RolePresidium    Role = "presidium"       // 乡镇人大主席团, 街道人大工委
	RoleCounty       Role = "county"          // 县级人大常委会
	RoleAuditor      Role = "auditor"         // 安全审计员
	RoleTechnician   Role = "technician"      // 系统管理员
)

// Roles lists every role, in the order people are shown them.
var Roles = []Role{RoleMaster, RoleDeputyMaster, RoleOfficer, RoleInformant, RoleLegal, RoleDeputy, RoleUnit,
	RolePresidium, RoleCounty, RoleAuditor, RoleTechnician}

var roleLabels = map[Role]string{
	RoleMaster: "站长", RoleDeputyMaster: "副站长", RoleOfficer: "联络员", RoleInformant: "立法信息员",
	RoleLegal: "法律顾问", RoleDeputy: "代表", RoleUnit: "承办单位", RolePresidium: "主席团或街道工委",
	RoleCounty: "县级人大", RoleAuditor: "安全审计员", RoleTechnician: "系统管理员",
}

// Label words a role for people.
func (r Role) Label() string { return roleLabels[r] }

// aboveLabels are the same roles at the county's own office: there the congress's committee for deputies' affairs keeps the platform.
var aboveLabels = map[Role]string{RoleMaster: "代工委负责人", RoleDeputyMaster: "代工委副职", RoleOfficer: "代工委工作人员", RoleCounty: "人大常委会"}

// RoleWords words the roles of one account. Who is of the county's standing committee and not confined to a branch of the tree
// has them at its office, not at a station.
func RoleWords(roles []Role, scope string) []string {
	words := make([]string, 0, len(roles))
	for _, r := range roles {
		word := r.Label()
		if above, named := aboveLabels[r]; named && scope == "" && slices.Contains(roles, RoleCounty) {
			word = above
		}
		words = append(words, word)
	}
	return words
}

// alone holds for the roles that stand for a duty of their own: who keeps the system, who watches it and who works
// with its content are three people (GB/T 22239-2019 ch. 7, separation of duties).
func (r Role) alone() bool { return r == RoleAuditor || r == RoleTechnician }

// CheckRoles says what is wrong with the roles of one account, or nil.
func CheckRoles(roles []Role) error {
	working := 0
	for i, r := range roles {
		switch {
		case r.Label() == "":
			return Invalid("role_unknown", "不认识的角色“%s”。", r)
		case slices.Contains(roles[:i], r):
			return Invalid("role_twice", "角色“%s”写了两次。", r.Label())
		case r.alone() && len(roles) > 1:
			return Invalid("role_alone", "“%s”不能兼别的角色：管系统、查审计、办业务要分开。", r.Label())
		case r != RoleInformant:
			working++
		}
	}
	if working == 0 {
		return Invalid("role_missing", "请至少选一个能办事的角色。")
	}
	return nil
}
