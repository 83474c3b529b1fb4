package account

import (
	"slices"

	"lianzhan/desk/door"
	"lianzhan/station"
)

// reaches reports whether somebody who keeps the accounts of a branch of the tree may touch one.
func reaches(scope, account string) bool {
	return scope == "" || account != "" && station.ScopeWithin(account, scope)
}

// keepsAll holds for those whose loss would leave nobody to manage accounts.
func keepsAll(a station.Account) bool { return a.Scope == "" && a.May(station.ActManageAccounts) }

// confined refuses an account that would reach beyond the branch of whoever makes it.
func (b By) confined(a station.Account) error {
	if !reaches(b.Scope, a.Scope) {
		return station.Forbidden("not_your_branch", "只能管自己乡镇的账号。")
	}
	return nil
}

// people are the accounts a person at the desk may see.
func (r *Room) people(who door.Who) ([]Person, error) {
	all, err := r.List()
	return slices.DeleteFunc(all, func(p Person) bool { return p.ID != who.Account && !reaches(who.Scope, p.Scope) }), err
}
